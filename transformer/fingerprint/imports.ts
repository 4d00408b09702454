import type ts from 'typescript';
import type { Project } from '../project.js';

/** A name that an import brings into a module. */
export interface ImportedBinding {
  readonly local: string;
  /** The module as the import names it. */
  readonly specifier: ts.StringLiteralLike;
  /** What it is called there; {@link NAMESPACE} for all of it. */
  readonly name: string;
}

/** All exports of a module as one object. */
export const NAMESPACE = '*';

/** The names that a module imports, without those that are types by their import's own word. */
export function importsOf(
  project: Project,
  sourceFile: ts.SourceFile,
): { readonly declaration: ts.Node; readonly binding: ImportedBinding }[] {
  const { ts } = project;
  const found: { declaration: ts.Node; binding: ImportedBinding }[] = [];
  for (const statement of sourceFile.statements) {
    if (ts.isImportEqualsDeclaration(statement)) {
      const specifier = requiredModule(project, statement);
      if (!specifier || statement.isTypeOnly) continue;
      const local = statement.name.text;
      found.push({ declaration: statement, binding: { local, specifier, name: NAMESPACE } });
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier: specifier } = statement;
    if (!importClause || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
    const add = (declaration: ts.Node, local: ts.Identifier, name: string): void => {
      found.push({ declaration, binding: { local: local.text, specifier, name } });
    };
    const { name, namedBindings } = importClause;
    if (name) add(importClause, name, 'default');
    if (namedBindings && ts.isNamespaceImport(namedBindings))
      add(namedBindings, namedBindings.name, NAMESPACE);
    if (namedBindings && ts.isNamedImports(namedBindings))
      for (const one of namedBindings.elements)
        if (!one.isTypeOnly) add(one, one.name, exportedName(one.propertyName ?? one.name));
  }
  return found;
}

/** Modules that are imported for what they do: `import './setup'`. */
export function effectImportsOf(
  { ts, program }: Project,
  sourceFile: ts.SourceFile,
): readonly ts.StringLiteral[] {
  const keepsAll = program.getCompilerOptions().verbatimModuleSyntax === true;
  return sourceFile.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const { importClause, moduleSpecifier } = statement;
    if (!ts.isStringLiteral(moduleSpecifier)) return [];
    if (importClause === undefined) return [moduleSpecifier];
    if (!keepsAll || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword || importClause.name) return [];
    // Of `import { type A } from './a'` there remains `import {} from './a'`.
    const { namedBindings } = importClause;
    const isEmpty =
      namedBindings &&
      ts.isNamedImports(namedBindings) &&
      namedBindings.elements.every((one) => one.isTypeOnly);
    return isEmpty ? [moduleSpecifier] : [];
  });
}

/** The module of `import x = require('module')`. */
export function requiredModule(
  { ts }: Project,
  { moduleReference }: ts.ImportEqualsDeclaration,
): ts.StringLiteralLike | undefined {
  if (!ts.isExternalModuleReference(moduleReference)) return undefined;
  return ts.isStringLiteralLike(moduleReference.expression) ? moduleReference.expression : undefined;
}

/** An exported name as registrations write it: names that are no identifiers must not meet the marks around them. */
export function exportedName({ text }: ts.ModuleExportName): string {
  if (/^[\p{L}\p{N}_$]+$/u.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*.~-]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

/** Whether a module specifier is of workloop itself, which is never part of a fingerprint. */
export function isOurs(specifier: string): boolean {
  return specifier === 'workloop' || specifier.startsWith('workloop/');
}
