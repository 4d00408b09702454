import type ts from 'typescript';
import type { Project } from '../project.js';
import type { ImportedBinding } from './imports.js';
import type { ModuleScope } from './module-scope.js';

/**
 * Ways to run code that nobody can name before it runs. In a list of references each is written as a question mark and
 * this word; the runtime says it in a sentence.
 */
export type UnseenCode = 'import' | 'require' | 'eval' | 'Function' | 'createRequire';

/** Whether an expression runs, or gives away the means to run, code that cannot be seen. */
export function findUnseenCode(project: Project, node: ts.Node, scope: ModuleScope): UnseenCode | undefined {
  const { ts } = project;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import';
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'createRequire') return 'createRequire';
  if (!ts.isIdentifier(node)) return undefined;
  const imported = scope.imported.get(node.text);
  if (imported && isCreateRequire(imported)) return 'createRequire';
  switch (node.text) {
    case 'eval':
      return isGlobal(project, node) ? 'eval' : undefined;
    case 'Function':
      return isCallee(project, node) && isGlobal(project, node) ? 'Function' : undefined;
    case 'require':
      return isGlobal(project, node) && !isHarmless(project, node) ? 'require' : undefined;
    default:
      return undefined;
  }
}

/** The module that a call of CommonJS's own `require` loads, where it says which. */
export function requiredByCall(project: Project, node: ts.Node): ts.StringLiteralLike | undefined {
  const { ts } = project;
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [specifier] = node.arguments;
  const isRequire = node.expression.text === 'require' && isGlobal(project, node.expression);
  return isRequire && specifier && ts.isStringLiteralLike(specifier) ? specifier : undefined;
}

function isCreateRequire({ name, specifier }: ImportedBinding): boolean {
  return name === 'createRequire' && /^(node:)?module$/.test(specifier.text);
}

/** Whether a name is nobody's in its own file. */
export function isGlobal({ checker }: Project, name: ts.Identifier): boolean {
  const file = name.getSourceFile();
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.every((one) => one.getSourceFile() !== file);
}

function isCallee({ ts }: Project, { parent }: ts.Identifier): boolean {
  return ts.isCallExpression(parent) || ts.isNewExpression(parent);
}

/** `require('module')`, `require.resolve('module')`, `require.main === module` and the like. */
function isHarmless(project: Project, name: ts.Identifier): boolean {
  const { ts } = project;
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  return ts.isTypeOfExpression(parent) || requiredByCall(project, parent) !== undefined;
}
