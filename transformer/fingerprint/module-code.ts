import type ts from 'typescript';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { moduleIdOf, pathInPackage } from '../scan/names.js';
import { type Description, describe, type Reference } from './describe.js';
import { effectsOf, evaluatedNames } from './effects.js';
import { type Exported, exportsOf } from './exports.js';
import { effectImportsOf, type ImportedBinding, isOurs, NAMESPACE } from './imports.js';
import { type ModuleScope, readScope } from './module-scope.js';

/**
 * Format of the digests and of the lists below. A change of what counts as a change of code makes all works run again
 * and so gets another number; anything else leaves every digest as it is.
 */
export const FORMAT = 1;

/** What a module registers about its code, from its own syntax alone. The runtime's `src/fingerprint` reads it. */
export interface ModuleCode {
  readonly format: typeof FORMAT;
  /** The source in its package: `src/clean.ts`. */
  readonly path: string;
  /**
   * The modules that the lists below mean by number, as the source names them. With a module id after it where only the
   * compiler's configuration (`paths`) says what is meant.
   */
  readonly from: readonly (string | readonly [specifier: string, module: string])[];
  /** `local=0:name`: what imported names stand for; `*` for all of a module. */
  readonly imports: readonly string[];
  /**
   * Of each name its digest, then what it refers to: `name`, `name.member` of a module, `0:*` a module, `0!` what
   * loading a module does, `?` and a word for code that cannot be seen. The name `!` stands for statements, which belong to every name; `!!` for what
   * loading the module does beyond them; `=` for `export =`.
   */
  readonly names: readonly (readonly [name: string, digest: string, ...references: string[]])[];
  /** `name`, `name=local`, `name=0:name`, `*0` for `export *`. */
  readonly exports: readonly string[];
  /** `makeFlow.Daily=makeFlow`: the name that a component belongs to, where it is not its own. */
  readonly components: readonly string[];
}

/** The name of a module's statements. */
const STATEMENTS = '!';
/** The name of what loading a module does beyond its statements. */
const LOADING = '!!';

/** Finds what a module registers about its code. */
export function findModuleCode(
  project: Project,
  sourceFile: ts.SourceFile,
  components: readonly Component[],
): ModuleCode {
  const scope = readScope(project, sourceFile);
  const from = new SpecifierList(project, sourceFile);
  const exported = exportsOf(project, sourceFile, scope);
  const named = new Set(exported.flatMap((one) => (one.kind === 'local' ? [one.local] : [])));
  const described: [name: string, description: Description][] = [...scope.declared].map(([name, nodes]) => [
    name,
    describe(project, scope, nodes, name),
  ]);
  const effects = effectsOf(project, scope);
  const { statements } = effects;
  const description = describe(project, scope, statements, undefined, effects);
  const loaded = effectImportsOf(project, sourceFile)
    .filter(({ text }) => !isOurs(text))
    .map((specifier) => `${from.numberOf(specifier.text)}!`);
  const names: (readonly [string, string, ...string[]])[] = described.map(
    ([name, { digest, references }]) => [name, digest, ...textOf(references)],
  );
  if (statements.length + loaded.length > 0)
    names.push([STATEMENTS, description.digest, ...textOf(description.references), ...loaded]);
  const evaluated = [...evaluatedNames(project, scope), ...handedOn(exported, from)];
  if (evaluated.length > 0) names.push([LOADING, '', ...evaluated]);
  const used = new Set([
    ...[...described.map(([, one]) => one), description].flatMap(({ references }) =>
      references.flatMap(nameIn),
    ),
    ...named,
  ]);
  const imports = [...scope.imported.values()].filter(({ local }) => used.has(local));
  return {
    format: FORMAT,
    path: pathInPackage(project, sourceFile),
    imports: imports.map(({ local, specifier, name }) => `${local}=${from.numberOf(specifier.text)}:${name}`),
    names,
    exports: [...new Set(exported.flatMap((one) => textOfExport(one, scope, from)))],
    components: components.flatMap((one) => placeOf(project, scope, one)),
    from: from.list(),
  };

  function textOf(references: readonly Reference[]): string[] {
    return references.map((one) => {
      if (one.kind === 'unseen') return `?${one.by}`;
      if (one.kind === 'module') return `${from.numberOf(one.specifier)}:${NAMESPACE}`;
      return one.member === undefined ? one.name : `${one.name}.${one.member}`;
    });
  }
}

function nameIn(reference: Reference): string[] {
  return reference.kind === 'name' ? [reference.name] : [];
}

function handedOn(exported: readonly Exported[], from: SpecifierList): string[] {
  const specifiers = exported.flatMap((one) => (one.kind === 'local' ? [] : [one.specifier.text]));
  return [...new Set(specifiers)].filter((one) => !isOurs(one)).map((one) => `${from.numberOf(one)}!`);
}

function textOfExport(one: Exported, scope: ModuleScope, from: SpecifierList): string[] {
  if (one.kind === 'local') {
    const binding: ImportedBinding | undefined = scope.imported.get(one.local);
    if (binding && isOurs(binding.specifier.text)) return [];
    if (!binding && !scope.declared.has(one.local)) return [];
    return [one.name === one.local ? one.name : `${one.name}=${one.local}`];
  }
  if (isOurs(one.specifier.text)) return [];
  const number = from.numberOf(one.specifier.text);
  return [one.kind === 'all' ? `*${number}` : `${one.name}=${number}:${one.from}`];
}

/** Which name of the top level a component belongs to: its own, or that of the function or object that makes it. */
function placeOf({ ts }: Project, scope: ModuleScope, { id, node }: Component): string[] {
  const own = id.slice(id.lastIndexOf('#') + 1);
  let place: ts.Node = node;
  let name: string | undefined;
  for (; name === undefined && !ts.isSourceFile(place); place = place.parent)
    if (ts.isVariableDeclaration(place) || ts.isSourceFile(place.parent))
      name = [...scope.declared].find(([, nodes]) => nodes.includes(place))?.[0];
  name ??= STATEMENTS;
  return name === own ? [] : [`${own}=${name}`];
}

/** Numbers the modules that a module mentions, in the order in which they are asked for. */
class SpecifierList {
  readonly #numbers = new Map<string, number>();

  constructor(
    private readonly project: Project,
    private readonly sourceFile: ts.SourceFile,
  ) {}

  numberOf(specifier: string): number {
    const known = this.#numbers.get(specifier);
    if (known !== undefined) return known;
    this.#numbers.set(specifier, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  list(): ModuleCode['from'] {
    return [...this.#numbers.keys()].map((specifier) => {
      const module = specifier.startsWith('.') ? undefined : this.#sourceOf(specifier);
      return module === undefined ? specifier : [specifier, module];
    });
  }

  /** The module that a name leads the compiler to, if that is a source of the program. */
  #sourceOf(specifier: string): string | undefined {
    const { ts, checker, program } = this.project;
    const node = this.sourceFile.statements
      .flatMap((one): ts.Expression[] => {
        if (ts.isImportDeclaration(one)) return [one.moduleSpecifier];
        if (ts.isExportDeclaration(one)) return one.moduleSpecifier ? [one.moduleSpecifier] : [];
        const isRequired =
          ts.isImportEqualsDeclaration(one) && ts.isExternalModuleReference(one.moduleReference);
        return isRequired ? [(one.moduleReference as ts.ExternalModuleReference).expression] : [];
      })
      .find((one) => ts.isStringLiteralLike(one) && one.text === specifier);
    const file = node && checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (!file || !ts.isSourceFile(file) || file.isDeclarationFile) return undefined;
    return program.isSourceFileFromExternalLibrary(file) ? undefined : moduleIdOf(this.project, file);
  }
}
