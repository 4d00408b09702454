import { type Elsewhere, EXPORT_EQUALS, LOADING, type ModuleCode, NAMESPACE } from './module-code.js';
import type { ModuleIndex } from './module-index.js';
import { type Destination, nameIn, type Specifiers } from './specifier.js';

/** What a reference leads to. */
export type Target =
  /** A name of a module's top level; {@link NAMESPACE}, {@link STATEMENTS} and {@link LOADING} are names too. */
  | { readonly kind: 'name'; readonly code: ModuleCode; readonly name: string }
  | { readonly kind: 'whole'; readonly name: string; readonly digest: string; readonly member: string }
  | { readonly kind: 'unseen'; readonly reason: string };

/** The targets of a reference; and the modules through which it leads, whose statements count as well. */
export interface Lookup {
  readonly targets: Target[];
  readonly passed: Set<ModuleCode>;
}

/** The names that a module exports. */
export interface ExportedNames {
  readonly names: ReadonlySet<string>;
  /** The modules of which it exports everything and which cannot be asked what that is. */
  readonly others: readonly Target[];
}

/** Follows names from module to module. */
export class ExportLookup {
  readonly #destinations = new Map<ModuleCode, Map<number, Destination>>();
  readonly #names = new Map<ModuleCode, ExportedNames>();

  constructor(
    private readonly index: ModuleIndex,
    private readonly specifiers: Specifiers,
  ) {}

  /** What a name of a module's top level is, or an imported one; with `member`, that export of it if it is a module. */
  local(code: ModuleCode, name: string, member?: string): Lookup {
    const lookup: Lookup = { targets: [], passed: new Set() };
    this.#local(code, name, member, lookup, new Set());
    return lookup;
  }

  /** What a mentioned module exports under a name. */
  elsewhere(code: ModuleCode, target: Elsewhere): Lookup {
    const lookup: Lookup = { targets: [], passed: new Set() };
    this.#elsewhere(code, target, undefined, lookup, new Set());
    return lookup;
  }

  /** What a module exports under a name. */
  exported(code: ModuleCode, name: string): Lookup {
    const lookup: Lookup = { targets: [], passed: new Set() };
    this.#exported(code, name, undefined, lookup, new Set());
    return lookup;
  }

  /** What it does to load a mentioned module. */
  loading(code: ModuleCode, from: number): Lookup {
    const lookup: Lookup = { targets: [], passed: new Set() };
    const found = this.#resolve(code, from);
    if (found.kind === 'module') lookup.targets.push({ kind: 'name', code: found.code, name: LOADING });
    else lookup.targets.push(found.kind === 'whole' ? { ...found, member: '' } : found);
    return lookup;
  }

  /** What a module exports, itself and by `export *`. */
  namesOf(code: ModuleCode): ExportedNames {
    const known = this.#names.get(code);
    if (known) return known;
    const found = this.#collectNames(code, new Set());
    this.#names.set(code, found);
    return found;
  }

  #collectNames(code: ModuleCode, seen: Set<ModuleCode>): ExportedNames {
    const names = new Set(code.exports.keys());
    const others: Target[] = [];
    seen.add(code);
    for (const from of code.all) {
      const found = this.#resolve(code, from);
      if (found.kind === 'whole') others.push({ ...found, member: NAMESPACE });
      if (found.kind === 'unseen') others.push(found);
      if (found.kind !== 'module' || seen.has(found.code)) continue;
      const inner = this.#collectNames(found.code, seen);
      for (const name of inner.names) if (name !== 'default') names.add(name);
      others.push(...inner.others);
    }
    return { names, others };
  }

  #resolve(code: ModuleCode, from: number): Destination {
    const known = this.#destinations.get(code) ?? new Map<number, Destination>();
    this.#destinations.set(code, known);
    const destination = known.get(from) ?? this.specifiers.resolve(this.index, code, from);
    known.set(from, destination);
    return destination;
  }

  #local(
    code: ModuleCode,
    name: string,
    member: string | undefined,
    lookup: Lookup,
    seen: Set<string>,
  ): void {
    const imported = code.imports.get(name);
    if (imported) this.#elsewhere(code, imported, member, lookup, seen);
    else if (code.names.has(name)) lookup.targets.push({ kind: 'name', code, name });
  }

  #elsewhere(
    code: ModuleCode,
    { from, name }: Elsewhere,
    member: string | undefined,
    lookup: Lookup,
    seen: Set<string>,
  ): void {
    const found = this.#resolve(code, from);
    if (found.kind === 'unseen') {
      lookup.targets.push(found);
    } else if (found.kind === 'whole') {
      const specifier = code.from[from]?.specifier ?? '';
      lookup.targets.push({
        ...found,
        member: `${specifier}#${name}${member === undefined ? '' : `.${member}`}`,
      });
    } else if (name !== NAMESPACE) {
      this.#exported(found.code, name, member, lookup, seen);
    } else if (member !== undefined) {
      this.#exported(found.code, member, undefined, lookup, seen);
    } else {
      lookup.passed.add(found.code);
      const whole = found.code.names.has(EXPORT_EQUALS) ? EXPORT_EQUALS : NAMESPACE;
      lookup.targets.push({ kind: 'name', code: found.code, name: whole });
    }
  }

  #exported(
    code: ModuleCode,
    name: string,
    member: string | undefined,
    lookup: Lookup,
    seen: Set<string>,
  ): void {
    const key = `${code.id}#${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    lookup.passed.add(code);
    const own = code.exports.get(name);
    if (own !== undefined) {
      if (typeof own === 'string') this.#local(code, own, member, lookup, seen);
      else this.#elsewhere(code, own, member, lookup, seen);
    } else if (code.names.has(EXPORT_EQUALS)) {
      lookup.targets.push({ kind: 'name', code, name: EXPORT_EQUALS });
    } else if (name !== 'default') {
      this.#throughAll(code, name, member, lookup, seen);
    }
  }

  /** A module compiled with us is asked first; what none of them has comes from one that cannot be asked. */
  #throughAll(
    code: ModuleCode,
    name: string,
    member: string | undefined,
    lookup: Lookup,
    seen: Set<string>,
  ): void {
    const before = lookup.targets.length;
    const others: number[] = [];
    for (const from of code.all) {
      const found = this.#resolve(code, from);
      if (found.kind !== 'module') others.push(from);
      else if (this.#mayExport(found.code, name)) this.#exported(found.code, name, member, lookup, seen);
      if (lookup.targets.some(({ kind }, at) => at >= before && kind === 'name')) return;
    }
    for (const from of others) this.#elsewhere(code, { from, name }, member, lookup, seen);
  }

  #mayExport(code: ModuleCode, name: string): boolean {
    const { names, others } = this.namesOf(code);
    return names.has(name) || others.length > 0;
  }
}

/** A target, in words that no other target of any class has. */
export function labelOf(target: Target): string {
  switch (target.kind) {
    case 'name':
      return `${nameIn(target.code, target.code.path)}#${target.name}`;
    case 'whole':
      return `${target.name} ${target.member}`;
    case 'unseen':
      return '?';
  }
}
