/** What a module that the transformer compiled told about its code; `transformer/fingerprint/module-code.ts` writes it. */
export interface ModuleCode {
  /** Module id: `my-app/src/clean`. */
  readonly id: string;
  /** The source in its package: `src/clean.ts`. */
  readonly path: string;
  /** `my-app`; empty where the module belongs to no package. */
  readonly packageName: string;
  /** The emitted module's own URL or path, where its format has one. */
  readonly file: string | undefined;
  /** The modules that it mentions. */
  readonly from: readonly { readonly specifier: string; readonly id: string | undefined }[];
  /** What imported names stand for. */
  readonly imports: ReadonlyMap<string, Elsewhere>;
  readonly names: ReadonlyMap<string, Described>;
  /** What is exported under a name: a name of its own, or something from elsewhere. */
  readonly exports: ReadonlyMap<string, string | Elsewhere>;
  /** The modules of which everything is exported. */
  readonly all: readonly number[];
  /** The names that components belong to which are not called like them. */
  readonly components: ReadonlyMap<string, string>;
}

/** An export of a mentioned module, or {@link NAMESPACE} for all of them as one object. */
export interface Elsewhere {
  /** Its number in `from`. */
  readonly from: number;
  readonly name: string;
}

/** The digest of a name's own text, and what that refers to. */
export interface Described {
  readonly digest: string;
  readonly references: readonly string[];
}

/** All exports of a module as one object. */
export const NAMESPACE = '*';
/** The name of a module's statements, which belong to all its names. */
export const STATEMENTS = '!';
/** The name of what loading a module does beyond its statements. */
export const LOADING = '!!';
/** The name of what `export =` exports. */
export const EXPORT_EQUALS = '=';

/** The format of registrations that this runtime reads. */
export const FORMAT = 1;

/**
 * Reads an entry of the registry.
 *
 * @returns The code; `other format` where it was written for another runtime; undefined where the entry tells of none.
 */
export function readModuleCode(
  entry: unknown,
): ModuleCode | { readonly id: string; readonly otherFormat: true } | undefined {
  if (!isRecord(entry) || typeof entry.module !== 'string' || !isRecord(entry.code)) return undefined;
  const { module: id, code } = entry;
  if (code.format !== FORMAT || typeof code.path !== 'string') return { id, otherFormat: true };
  const [all, exported] = split(strings(code.exports), (text) => text.startsWith('*'));
  return {
    id,
    path: code.path,
    packageName: packageNameOf(id, code.path),
    file: typeof code.file === 'string' ? code.file : undefined,
    from: lists(code.from).map(([specifier = '', hint]) => ({ specifier, id: hint })),
    imports: new Map(
      strings(code.imports)
        .map(pair)
        .map(([local, target]) => [local, elsewhere(target) ?? { from: -1, name: target }]),
    ),
    names: new Map(
      lists(code.names).map(([name = '', digest = '', ...references]) => [name, { digest, references }]),
    ),
    exports: new Map(exported.map(pair).map(([name, target]) => [name, elsewhere(target) ?? target])),
    all: all.map((text) => Number(text.slice(1))),
    components: new Map(strings(code.components).map(pair)),
  };
}

/** Reads `0:name`. */
export function elsewhere(text: string): Elsewhere | undefined {
  const match = /^(\d+):(.+)$/s.exec(text);
  return match ? { from: Number(match[1]), name: String(match[2]) } : undefined;
}

/** `a=b`, or `a` for `a=a`. */
function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 1)];
}

function packageNameOf(id: string, path: string): string {
  const end = id.length - path.replace(/\.[jt]s$/, '').length;
  return end > 0 ? id.slice(0, end - 1) : '';
}

/** Lists of strings; a string alone is a list of one. */
function lists(value: unknown): string[][] {
  return Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? [one] : strings(one))) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function split<T>(list: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [list.filter(is), list.filter((one) => !is(one))];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
