import type ts from 'typescript';
import type { Project } from '../project.js';
import { isErased } from './erasure.js';
import { type ImportedBinding, importsOf, requiredModule } from './imports.js';

/** The names of a module's top level. */
export interface ModuleScope {
  /** What makes each declared name, in the order of the text: overloads are erased, namespaces merge. */
  readonly declared: ReadonlyMap<string, readonly ts.Node[]>;
  readonly imported: ReadonlyMap<string, ImportedBinding>;
  /** Statements that only do something. */
  readonly effects: readonly ts.Statement[];
  /** The name that a declaration gives in this scope; undefined for one of an inner scope or another file. */
  nameOf(declaration: ts.Node): string | undefined;
}

/** The default export, where it has no name of its own. */
export const DEFAULT = 'default';
/** What `export =` exports. */
export const EXPORT_EQUALS = '=';

/** Reads the top level of a module from its own syntax. */
export function readScope(project: Project, sourceFile: ts.SourceFile): ModuleScope {
  const { ts } = project;
  const declared = new Map<string, ts.Node[]>();
  const imported = new Map<string, ImportedBinding>();
  const names = new Map<ts.Node, string>();
  const effects: ts.Statement[] = [];
  const declare = (name: string, declaration: ts.Node, made: ts.Node = declaration): void => {
    names.set(declaration, name);
    const nodes = declared.get(name);
    if (nodes) nodes.push(made);
    else declared.set(name, [made]);
  };
  const declareBindings = (pattern: ts.BindingName, declaration: ts.Node, made: ts.Node): void => {
    if (ts.isIdentifier(pattern)) declare(pattern.text, declaration, made);
    else
      for (const element of pattern.elements)
        if (ts.isBindingElement(element)) declareBindings(element.name, element, made);
  };
  const read = (statement: ts.Statement): void => {
    if (isErased(ts, statement)) return;
    if (ts.isVariableStatement(statement)) {
      for (const one of statement.declarationList.declarations) declareBindings(one.name, one, one);
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      declare(statement.name?.text ?? DEFAULT, statement);
    } else if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) {
      declare(statement.name.text, statement);
    } else if (ts.isImportEqualsDeclaration(statement) && !requiredModule(project, statement)) {
      declare(statement.name.text, statement);
    } else if (ts.isExportAssignment(statement)) {
      // A name is handed on as it is.
      const isAlias = ts.isIdentifier(statement.expression) && !statement.isExportEquals;
      if (!isAlias) declare(statement.isExportEquals ? EXPORT_EQUALS : DEFAULT, statement);
    } else if (
      !ts.isImportDeclaration(statement) &&
      !ts.isImportEqualsDeclaration(statement) &&
      !ts.isExportDeclaration(statement)
    ) {
      effects.push(statement);
    }
  };
  sourceFile.statements.slice(lengthOfPrologue(project, sourceFile)).forEach(read);
  for (const { declaration, binding } of importsOf(project, sourceFile)) {
    names.set(declaration, binding.local);
    imported.set(binding.local, binding);
  }
  return { declared, imported, effects, nameOf: (declaration) => names.get(declaration) };
}

/** How many directives a file begins with. */
function lengthOfPrologue({ ts }: Project, { statements }: ts.SourceFile): number {
  const length = statements.findIndex(
    (one) => !ts.isExpressionStatement(one) || !ts.isStringLiteral(one.expression),
  );
  return length < 0 ? statements.length : length;
}
