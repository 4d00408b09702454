import type ts from 'typescript';
import type { Project } from '../project.js';
import { areConstantsInlined } from './constants.js';
import { exportedName, NAMESPACE } from './imports.js';
import { DEFAULT, type ModuleScope } from './module-scope.js';

/** One thing that a module exports. */
export type Exported =
  /** A name of its own top level, declared or imported. */
  | { readonly kind: 'local'; readonly name: string; readonly local: string }
  /** What another module exports as `from`; {@link NAMESPACE} for all of it as one object. */
  | {
      readonly kind: 'handedOn';
      readonly name: string;
      readonly specifier: ts.StringLiteral;
      readonly from: string;
    }
  /** `export *` */
  | { readonly kind: 'all'; readonly specifier: ts.StringLiteral };

/** What a module exports, without types. */
export function exportsOf(project: Project, sourceFile: ts.SourceFile, scope: ModuleScope): Exported[] {
  const { ts } = project;
  const found: Exported[] = [];
  const add = (name: string, local: string): void => {
    found.push({ kind: 'local', name, local });
  };
  for (const [local, nodes] of scope.declared) {
    if (local === DEFAULT) add(DEFAULT, DEFAULT);
    for (const flags of new Set(nodes.map((node) => ts.getCombinedModifierFlags(node as ts.Declaration))))
      if (flags & ts.ModifierFlags.Export && local !== DEFAULT)
        add(flags & ts.ModifierFlags.Default ? DEFAULT : local, local);
  }
  for (const statement of sourceFile.statements) {
    if (ts.isExportAssignment(statement) && !statement.isExportEquals) {
      if (ts.isIdentifier(statement.expression)) add(DEFAULT, statement.expression.text);
    } else if (ts.isImportEqualsDeclaration(statement) && scope.imported.has(statement.name.text)) {
      const isExported = ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export;
      if (isExported) add(statement.name.text, statement.name.text);
    } else if (ts.isExportDeclaration(statement) && !statement.isTypeOnly) {
      found.push(...named(project, statement));
    }
  }
  return found;
}

function named(project: Project, { exportClause, moduleSpecifier }: ts.ExportDeclaration): Exported[] {
  const { ts } = project;
  const specifier = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier : undefined;
  if (exportClause === undefined) return specifier ? [{ kind: 'all', specifier }] : [];
  if (ts.isNamespaceExport(exportClause)) {
    const name = exportedName(exportClause.name);
    return specifier ? [{ kind: 'handedOn', name, specifier, from: NAMESPACE }] : [];
  }
  return exportClause.elements
    .filter((one) => !one.isTypeOnly && isValue(project, one))
    .map((one) => {
      const name = exportedName(one.name);
      const source = one.propertyName ?? one.name;
      return specifier
        ? { kind: 'handedOn', name, specifier, from: exportedName(source) }
        : { kind: 'local', name, local: source.text };
    });
}

/** As the compiler decides whether to emit it: from the other file's declarations, with which it compiles this one again. */
function isValue(project: Project, specifier: ts.ExportSpecifier): boolean {
  const { ts, checker } = project;
  const symbol = checker.getSymbolAtLocation(specifier.name);
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  // One that cannot be resolved is an error, or comes from a module without types.
  if (target === undefined || target.flags === 0 || checker.isUnknownSymbol(target)) return true;
  if (target.flags & ts.SymbolFlags.ConstEnum && areConstantsInlined(project)) return false;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}
