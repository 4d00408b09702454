import type ts from 'typescript';
import type { Project } from '../project.js';

/**
 * The module's package and its path from the root of that package, with forward slashes: `my-app/src/daily`. It is the
 * package and not the tsconfig that gives the root, so a plain build, a build by references and jest agree on it; and
 * its name keeps modules of several packages in one process apart. Without a package the path has to do.
 *
 * Only `.ts` and `.js` are left out, which cannot both be emitted to one place; `daily.mts` may stand beside `daily.ts`.
 */
export function moduleIdOf(project: Project, sourceFile: ts.SourceFile): string {
  const owner = project.findPackage(sourceFile.fileName);
  const prefix = owner ? `${owner.name}/` : '';
  return `${prefix}${pathInPackage(project, sourceFile).replace(/\.[jt]s$/, '')}`;
}

/** A file's path from the root of its package, with forward slashes: `src/daily.ts`. */
export function pathInPackage({ program, findPackage }: Project, sourceFile: ts.SourceFile): string {
  const fileName = sourceFile.fileName.replaceAll('\\', '/');
  const root = findPackage(fileName)?.directory ?? program.getCurrentDirectory().replaceAll('\\', '/');
  return fileName.startsWith(`${root}/`) ? fileName.slice(root.length + 1) : fileName;
}

/**
 * A class's name with the names of the functions, namespaces and classes that it stands in: `makeFlow.Daily`. A class
 * without a name takes that of its variable, and `default` where it is the default export.
 */
export function qualifiedNameOf(project: Project, node: ts.ClassLikeDeclaration): string {
  const scope = scopeOf(project, node);
  return `${scope === '' ? '' : `${scope}.`}${classNameOf(project, node)}`;
}

/** The names of the functions, namespaces and classes that a node stands in: `makeFlow.Daily.run`. */
export function scopeOf(project: Project, node: ts.Node): string {
  const names: string[] = [];
  for (let scope: ts.Node = node.parent; scope; scope = scope.parent) {
    const name = scopeNameOf(project, scope);
    if (name !== undefined) names.unshift(name);
  }
  return names.join('.');
}

function classNameOf({ ts }: Project, node: ts.ClassLikeDeclaration): string {
  if (node.name) return node.name.text;
  let parent: ts.Node = node.parent;
  while (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) parent = parent.parent;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && ts.isIdentifier(parent.name))
    return parent.name.text;
  return ts.isSourceFile(parent) || ts.isExportAssignment(parent) ? 'default' : 'anonymous';
}

function scopeNameOf({ ts }: Project, scope: ts.Node): string | undefined {
  const isNamed =
    ts.isFunctionDeclaration(scope) ||
    ts.isFunctionExpression(scope) ||
    ts.isMethodDeclaration(scope) ||
    ts.isClassLike(scope) ||
    ts.isModuleDeclaration(scope);
  if (isNamed) return scope.name && !ts.isComputedPropertyName(scope.name) ? scope.name.text : undefined;
  const isFunctionVariable =
    ts.isVariableDeclaration(scope) && scope.initializer && ts.isArrowFunction(scope.initializer);
  return isFunctionVariable && ts.isIdentifier(scope.name) ? scope.name.text : undefined;
}
