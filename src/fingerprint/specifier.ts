import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path/posix';
import type { ModuleCode } from './module-code.js';
import { fileOf, type ModuleIndex, realPathOf } from './module-index.js';
import { entriesOf, internalsOf, type Package, type Packages } from './packages.js';

/** What a module specifier leads to. */
export type Destination =
  | { readonly kind: 'module'; readonly code: ModuleCode }
  /** Something that counts as a whole. */
  | { readonly kind: 'whole'; readonly name: string; readonly digest: string }
  /** Why it cannot be told what is there. */
  | { readonly kind: 'unseen'; readonly reason: string };

/** Where the specifiers of loaded modules lead. */
export class Specifiers {
  readonly #files = new Map<string, string | undefined>();

  constructor(private readonly packages: Packages) {}

  /** Resolves the specifier that a module gave a number. */
  resolve(index: ModuleIndex, code: ModuleCode, from: number): Destination {
    const { specifier, id } = code.from[from] ?? { specifier: '', id: undefined };
    const found = this.#resolve(index, code, specifier);
    const hinted = found.kind === 'unseen' && id !== undefined ? index.byId(id) : undefined;
    return hinted ? { kind: 'module', code: hinted } : found;
  }

  #resolve(index: ModuleIndex, code: ModuleCode, specifier: string): Destination {
    if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..')
      return this.#relative(index, code, specifier);
    if (isBuiltin(specifier))
      return { kind: 'whole', name: `node:${specifier.replace(/^node:/, '')}`, digest: '' };
    if (specifier.startsWith('#')) return this.#internal(index, code, specifier);
    return this.#package(index, code, specifier);
  }

  /** By module ids first: they are the same however and whereto a module was compiled. */
  #relative(index: ModuleIndex, code: ModuleCode, specifier: string): Destination {
    const path = normalize(join(dirname(code.path), specifier));
    const isInside = specifier.startsWith('.') && !path.startsWith('..');
    const prefix = code.packageName === '' ? '' : `${code.packageName}/`;
    const ids = isInside ? idsOf(path.replace(/^\.?\/|\/$|^\.$/g, '')).map((one) => prefix + one) : [];
    for (const id of ids) {
      const found = index.byId(id);
      if (found) return { kind: 'module', code: found };
    }
    const file = fileOf(code);
    const target = file === undefined ? undefined : join(dirname(realPathOf(file)), specifier);
    const found = target === undefined ? undefined : moduleAt(index, target);
    if (found) return { kind: 'module', code: found };
    if (ids.some((id) => index.isForeign(id)))
      return unseen(`\`${path}\` was compiled for another version of workloop. Build it again.`);
    const digest = target === undefined ? undefined : this.#digestOf(target);
    if (digest !== undefined)
      return { kind: 'whole', name: isInside ? nameIn(code, path) : specifier, digest };
    return unseen(
      `\`${specifier}\`, imported by \`${code.path}\`, is not compiled with workloop's transformer.`,
    );
  }

  #internal(index: ModuleIndex, code: ModuleCode, specifier: string): Destination {
    const file = fileOf(code);
    const owner = file === undefined ? undefined : this.packages.ownerOf(realPathOf(file));
    for (const target of owner ? internalsOf(owner, specifier, isRequiring(code)) : []) {
      if (!target.startsWith('./')) return this.#package(index, code, target);
      const found = moduleAt(index, `${owner?.folder}/${target.slice(2)}`);
      if (found) return { kind: 'module', code: found };
    }
    return unseen(
      `\`${specifier}\`, imported by \`${code.path}\`, leads to no module that is compiled with workloop's transformer.`,
    );
  }

  #package(index: ModuleIndex, code: ModuleCode, specifier: string): Destination {
    const [, name, subpath] = /^((?:@[^/]+\/)?[^/]+)(.*)$/s.exec(specifier) ?? [];
    const file = fileOf(code);
    const found = name && file !== undefined ? this.packages.find(name, realPathOf(file)) : undefined;
    if (!name || !found)
      return unseen(
        `The package \`${specifier}\`, imported by \`${code.path}\`, cannot be found from there.`,
      );
    if (found.isLinked) return this.#linked(index, code, found, { name, subpath: subpath ?? '' });
    return { kind: 'whole', name, digest: String(found.manifest.version ?? '') };
  }

  #linked(
    index: ModuleIndex,
    code: ModuleCode,
    found: Package,
    { name, subpath }: { name: string; subpath: string },
  ): Destination {
    for (const entry of entriesOf(found, subpath, isRequiring(code))) {
      const module = moduleAt(index, entry);
      if (module) return { kind: 'module', code: module };
    }
    return unseen(
      `\`${name}${subpath}\`, imported by \`${code.path}\`, is a package of sources (${found.folder}) and is not compiled with workloop's transformer.`,
    );
  }

  /** Digest of a file that is no code; read once, as the module that imports it does. */
  #digestOf(file: string): string | undefined {
    if (/\.[mc]?[jt]sx?$/.test(file)) return undefined;
    if (!this.#files.has(file)) this.#files.set(file, digestOfFile(file));
    return this.#files.get(file);
  }
}

function unseen(reason: string): Destination {
  return { kind: 'unseen', reason };
}

/** A name in a module's package, as everywhere in a fingerprint. */
export function nameIn({ packageName }: ModuleCode, path: string): string {
  return packageName === '' ? path : `${packageName}/${path}`;
}

function isRequiring({ file }: ModuleCode): boolean {
  return file?.startsWith('file:') !== true;
}

/** The ids, without the package, that a path may mean: the compiler's ways to name a source. */
function idsOf(path: string): string[] {
  const [, stem = path, kind, x] = /^(.*)\.(?:([mc]?)[jt]s(x?))$/s.exec(path) ?? [];
  if (kind) return [`${stem}.${kind}ts`, `${stem}.${kind}js`];
  const same = [...(x ? [] : [stem]), `${stem}.tsx`, `${stem}.jsx`];
  if (kind !== undefined) return same;
  return path === '' ? ['index', 'index.tsx'] : [...same, `${path}/index`, `${path}/index.tsx`];
}

/** The module that was loaded from a path, which may lack its extension. */
function moduleAt(index: ModuleIndex, path: string): ModuleCode | undefined {
  const sources = path.replace(/\.([mc]?)js(x?)$/, '.$1ts$2');
  const candidates = [
    path,
    ...['.js', '.cjs', '.mjs', '.ts', '.tsx', '/index.js', '/index.ts'].map((end) => path + end),
    // Where sources are run as they are, an import may name the file that would be emitted.
    sources,
    sources.replace(/\.ts$/, '.tsx'),
  ];
  for (const one of candidates) {
    const found = index.byFile(realPathOf(one));
    if (found) return found;
  }
  return undefined;
}

function digestOfFile(file: string): string | undefined {
  for (const path of [file, `${file}.json`]) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch {
      // Not there, or a folder: then it is no file that could be read into the program.
      continue;
    }
    const content = path.endsWith('.json') ? canonicalJson(bytes.toString()) : bytes;
    return createHash('sha256').update(content).digest('hex').slice(0, 16);
  }
  return undefined;
}

/** Without formatting, which does not reach the program. */
function canonicalJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    // No JSON after all; whoever imports it will say so.
    return text;
  }
}
