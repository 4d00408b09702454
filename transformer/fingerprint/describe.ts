import { createHash } from 'node:crypto';
import type ts from 'typescript';
import type { Project } from '../project.js';
import { resolveSymbol } from '../scan/ours.js';
import { inlinedConstant } from './constants.js';
import { replaceOurDecorator } from './decorator-options.js';
import { isOurs, NAMESPACE } from './imports.js';
import type { ModuleScope } from './module-scope.js';
import { keywordOf, type Replacement, textOfTree } from './tree-text.js';
import { findUnseenCode, requiredByCall } from './unseen-code.js';

/** What code refers to outside itself. */
export type Reference =
  /** A name of its module's top level; with `member`, that export alone of the module that the name stands for. */
  | { readonly kind: 'name'; readonly name: string; readonly member?: string }
  /** All of a module. */
  | { readonly kind: 'module'; readonly specifier: string }
  | { readonly kind: 'unseen'; readonly by: string };

/** Some code of a module: the digest of its own text, and what it refers to. */
export interface Description {
  readonly digest: string;
  readonly references: readonly Reference[];
}

/** Where a description leaves the text of its nodes. */
export interface DescribedElsewhere {
  /** Whether neither the text of a node counts nor what it refers to. */
  leavesOut(node: ts.Node): boolean;
  /** The declarations of a name, where their text stands here instead of a reference; `undefined` for a reference. */
  takesIn(name: string): readonly ts.Node[] | undefined;
}

/**
 * Describes nodes that belong together.
 *
 * @param self The name that they declare, which is no reference to something else.
 */
export function describe(
  project: Project,
  scope: ModuleScope,
  nodes: readonly ts.Node[],
  self?: string,
  elsewhere?: DescribedElsewhere,
): Description {
  const { ts, checker } = project;
  const references = new Map<string, Reference>();
  /** Identifiers for which something else was noted already. */
  const settled = new Set<ts.Node>();
  const described = new Set(nodes);
  const texts: string[] = [];
  // Grows while it is gone through.
  for (const node of described) {
    const list = ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(node.parent);
    texts.push((list ? `${keywordOf(ts, node.parent)} ` : '') + textOfTree(ts, [node], visit));
  }
  const digest = createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, DIGITS);
  return { digest, references: [...references.keys()].sort().map((key) => references.get(key) as Reference) };

  function note(reference: Reference): void {
    references.set(JSON.stringify(reference), reference);
  }

  function visit(node: ts.Node): Replacement | undefined {
    if (elsewhere?.leavesOut(node)) return { text: 'left out', children: [] };
    if (ts.isDecorator(node)) return replaceOurDecorator(project, node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const constant = rootOf(node) && inlinedConstant(project, node);
      if (constant !== undefined) return { text: constant, children: [] };
    }
    const specifier = requiredByCall(project, node);
    if (specifier) note({ kind: 'module', specifier: specifier.text });
    if (ts.isPropertyAccessExpression(node)) noteMember(node.expression, node.name.text);
    if (ts.isQualifiedName(node)) noteMember(node.left, node.right.text);
    if (ts.isJsxOpeningLikeElement(node) || ts.isJsxFragment(node)) noteJsx(node);
    if (!ts.isIdentifier(node)) {
      noteUnseen(node);
    } else if (isReference(node) && !settled.has(node)) {
      noteUnseen(node);
      noteName(node);
    }
    return undefined;
  }

  function noteUnseen(node: ts.Node): void {
    const by = findUnseenCode(project, node, scope);
    if (by !== undefined) note({ kind: 'unseen', by });
  }

  /** An identifier that stands for a value; what follows a point, names a member or a label does not. */
  function isReference(node: ts.Identifier): boolean {
    const parent = node.parent as ts.Node & { readonly name?: ts.Node; readonly propertyName?: ts.Node };
    if (ts.isShorthandPropertyAssignment(parent)) return true;
    if (parent.name === node || parent.propertyName === node) return false;
    if (ts.isQualifiedName(parent)) return parent.left === node;
    return !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent);
  }

  function noteName(node: ts.Identifier): void {
    const name = topLevelName(node);
    if (name === undefined || name === self) return;
    const takenIn = elsewhere?.takesIn(name);
    for (const one of takenIn ?? []) described.add(one);
    const binding = scope.imported.get(name);
    if (takenIn === undefined && !(binding && isOurs(binding.specifier.text))) note({ kind: 'name', name });
  }

  /** The name of the module's top level that an identifier stands for, and not one of an inner scope. */
  function topLevelName(node: ts.Identifier): string | undefined {
    if (!scope.declared.has(node.text) && !scope.imported.has(node.text)) return undefined;
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    for (const declaration of symbol?.declarations ?? []) {
      const name = scope.nameOf(declaration);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  /** The import at the left end of `a.b.c`. */
  function rootOf(access: ts.Expression): ts.Identifier | undefined {
    let root = access;
    while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
    return ts.isIdentifier(root) && scope.imported.has(root.text) ? root : undefined;
  }

  /** Of `text.trim`, where `text` is a module, only `trim` is referred to. */
  function noteMember(expression: ts.Node, member: string): void {
    if (!ts.isIdentifier(expression)) return;
    const name = topLevelName(expression);
    const binding = name === undefined ? undefined : scope.imported.get(name);
    if (name === undefined || !binding || isOurs(binding.specifier.text)) return;
    const flags = resolveSymbol(project, expression)?.flags ?? 0;
    if (binding.name !== NAMESPACE && !(flags & ts.SymbolFlags.ValueModule)) return;
    settled.add(expression);
    note({ kind: 'name', name, member });
  }

  /** The functions that elements are turned into calls of. */
  function noteJsx(node: ts.Node): void {
    const {
      jsx,
      jsxImportSource = 'react',
      jsxFactory,
      reactNamespace,
    } = project.program.getCompilerOptions();
    if (jsx === ts.JsxEmit.ReactJSX || jsx === ts.JsxEmit.ReactJSXDev) {
      note({ kind: 'module', specifier: `${jsxImportSource}/jsx-runtime` });
      return;
    }
    const [factory = 'React'] = (jsxFactory ?? reactNamespace ?? 'React').split('.');
    const symbol = checker.resolveName(factory, node, ts.SymbolFlags.Value, false);
    const name = symbol?.declarations?.map((one) => scope.nameOf(one)).find((one) => one !== undefined);
    if (name !== undefined) note({ kind: 'name', name });
  }
}

/** Hex digits of a digest: 64 bits. */
const DIGITS = 16;
