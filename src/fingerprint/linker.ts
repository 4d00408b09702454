import { createHash } from 'node:crypto';
import { ExportLookup, type Lookup, labelOf, type Target } from './export-lookup.js';
import type { Fingerprint, Reached } from './fingerprint.js';
import { elsewhere, LOADING, type ModuleCode, NAMESPACE, STATEMENTS } from './module-code.js';
import type { ModuleIndex } from './module-index.js';
import { nameIn, type Specifiers } from './specifier.js';

/** A name with what it refers to directly. */
interface Node {
  readonly name: string;
  /** Of its own text and of where its references lead, not of what is there. Undefined where it has no text. */
  readonly digest: string | undefined;
  readonly targets: readonly Target[];
}

type NameTarget = Extract<Target, { kind: 'name' }>;

/**
 * Links what modules told about their code.
 *
 * A name's digest covers which names its references lead to, besides its text: if it did not, two imports that change
 * places would go unseen, because what is reached altogether is the same. Cycles are no problem, because the fingerprint is that
 * of the set of all that is reached.
 */
export class Linker {
  readonly #lookup: ExportLookup;
  readonly #nodes = new Map<string, Node>();

  constructor(
    private readonly index: ModuleIndex,
    specifiers: Specifiers,
  ) {
    this.#lookup = new ExportLookup(index, specifiers);
  }

  /** The fingerprint of the component class with this id. */
  fingerprintOf(classId: string): Fingerprint {
    const at = classId.lastIndexOf('#');
    const id = classId.slice(0, at);
    const own = classId.slice(at + 1);
    const code = this.index.byId(id);
    if (!code) {
      const reason = this.index.isForeign(id)
        ? 'was compiled for another version of workloop. Build it again.'
        : "is not compiled with workloop's transformer, or not loaded.";
      return { kind: 'unknown', reasons: [`The module of \`${classId}\` ${reason}`] };
    }
    const name = code.components.get(own) ?? own;
    if (!code.names.has(name)) {
      const reason = `\`${code.path}\` registers no code of \`${own}\`. Move the class to the top level of its module.`;
      return { kind: 'unknown', reasons: [reason] };
    }
    return this.#reach({ kind: 'name', code, name });
  }

  #reach(start: NameTarget): Fingerprint {
    const home = start.code.packageName === '' ? '' : `${start.code.packageName}/`;
    const reached = new Map<string, Set<string>>();
    const reasons = new Set<string>();
    const seen = new Set<string>([labelOf(start)]);
    const waiting: Target[] = [start];
    const take = (name: string, digest: string): void => {
      const shown = home !== '' && name.startsWith(home) ? name.slice(home.length) : name;
      const digests = reached.get(shown);
      if (digests) digests.add(digest);
      else reached.set(shown, new Set([digest]));
    };
    for (let target = waiting.pop(); target; target = waiting.pop()) {
      if (target.kind === 'unseen') reasons.add(target.reason);
      if (target.kind === 'whole') take(target.name, target.digest);
      if (target.kind !== 'name') continue;
      const node = this.#nodeOf(target);
      if (node.digest !== undefined) take(node.name, node.digest);
      for (const next of node.targets) {
        if (next.kind === 'name' && seen.size === seen.add(labelOf(next)).size) continue;
        waiting.push(next);
      }
    }
    if (reasons.size > 0) return { kind: 'unknown', reasons: [...reasons].sort() };
    const reaches = [...reached]
      // One package may be there in several versions.
      .map(([name, digests]): Reached => ({ name, digest: [...digests].sort().join('+') }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const digest = hash(reaches.map(({ name, digest }) => `${name}\0${digest}\n`)).slice(0, 32);
    return { kind: 'known', digest, reaches };
  }

  #nodeOf(target: NameTarget): Node {
    const label = labelOf(target);
    const known = this.#nodes.get(label);
    if (known) return known;
    const made = this.#makeNode(target);
    this.#nodes.set(label, made);
    return made;
  }

  #makeNode(target: NameTarget): Node {
    const { code, name } = target;
    if (name === NAMESPACE) return this.#namespace(code);
    const path = nameIn(code, code.path);
    const described = code.names.get(name);
    const found: [label: string, lookup: Lookup][] = (described?.references ?? []).map((reference) => [
      reference.replace(/^\d+/, ''),
      this.#refer(target, reference),
    ]);
    const statements = name === STATEMENTS ? [] : statementsOf(code);
    const targets = [...found.flatMap(([, lookup]) => withPassed(lookup)), ...statements];
    if (described === undefined || name === LOADING) return { name: path, digest: undefined, targets };
    const edges = found.map(([label, lookup]) => `${label} ${lookup.targets.map(labelOf).join()}\n`);
    return {
      name: name === STATEMENTS ? path : `${path}#${name}`,
      digest: hash([described.digest, '\n', ...edges.sort()]).slice(0, 16),
      targets,
    };
  }

  /** Reads a reference as `transformer/fingerprint/module-code.ts` writes it. */
  #refer({ code, name }: NameTarget, reference: string): Lookup {
    if (reference.startsWith('?')) {
      const reason = `${subjectOf(code, name)} ${howUnseen(reference.slice(1))}`;
      return { targets: [{ kind: 'unseen', reason }], passed: new Set() };
    }
    if (/^\d+!$/.test(reference)) return this.#lookup.loading(code, Number(reference.slice(0, -1)));
    const target = elsewhere(reference);
    if (target) return this.#lookup.elsewhere(code, target);
    const point = reference.indexOf('.');
    return point < 0
      ? this.#lookup.local(code, reference)
      : this.#lookup.local(code, reference.slice(0, point), reference.slice(point + 1));
  }

  /** All exports of a module as one object: it matters which there are, too. */
  #namespace(code: ModuleCode): Node {
    const { names, others } = this.#lookup.namesOf(code);
    const found = [...names]
      .sort()
      .map((name): [string, Lookup] => [name, this.#lookup.exported(code, name)]);
    const edges = found.map(([name, lookup]) => `${name} ${lookup.targets.map(labelOf).join()}\n`);
    return {
      name: `${nameIn(code, code.path)}#${NAMESPACE}`,
      digest: hash([...edges, ...others.map(labelOf).sort()]).slice(0, 16),
      targets: [...found.flatMap(([, lookup]) => withPassed(lookup)), ...others, ...statementsOf(code)],
    };
  }
}

function withPassed({ targets, passed }: Lookup): Target[] {
  return [...targets, ...[...passed].flatMap(statementsOf)];
}

/** A module's statements may change what its names do. */
function statementsOf(code: ModuleCode): NameTarget[] {
  return code.names.has(STATEMENTS) ? [{ kind: 'name', code, name: STATEMENTS }] : [];
}

function subjectOf(code: ModuleCode, name: string): string {
  return name === STATEMENTS ? `\`${code.path}\`` : `\`${code.path}#${name}\``;
}

function howUnseen(word: string): string {
  switch (word) {
    case 'import':
      return 'loads code with `import()`.';
    case 'require':
      return 'calls `require` with a name that is not written there, or hands it on.';
    case 'createRequire':
      return 'loads code with `createRequire`.';
    case 'eval':
      return 'runs code with `eval`.';
    case 'Function':
      return 'makes code with `Function`.';
    default:
      return `runs code that cannot be seen (${word}).`;
  }
}

function hash(parts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}
