import { createHash } from 'node:crypto';
import type ts from 'typescript';
import type { TypeScript } from '../project.js';
import { isOpenBody, methodsOf, methodsOfObject } from '../scan/class-body.js';
import { transformerVersion } from '../version.js';

/** A file's version as the compiler gave it; in watch mode a file goes from program to program. */
const originals = new WeakMap<ts.SourceFile, string>();

type Versioned = ts.SourceFile & { version?: string };

/**
 * Makes incremental builds see all that we emit for a file. A builder compares the versions of files with those in its
 * build info, and compiles a file again when its own text changed or the declarations of one that it imports. What we
 * say of a file depends on more: on the transformer and its configuration, and, wherever a class may extend or mention another, on facts
 * about other files that their declarations do not show. Those are digested together, because they seldom change.
 */
export function saltVersions(ts: TypeScript, program: ts.Program, config: unknown): void {
  const files = (program.getSourceFiles() as readonly Versioned[]).filter((one) => !one.isDeclarationFile);
  const facts = createHash('sha256');
  for (const file of files) facts.update(`${factsOf(ts, file).join('\0')}\0`);
  const general = `${transformerVersion}\0${JSON.stringify(config ?? null)}`;
  const ofClasses = `${general}\0${facts.digest('hex')}`;
  for (const file of files) {
    const original = originals.get(file) ?? file.version;
    if (original === undefined) continue;
    originals.set(file, original);
    const salt = file.text.includes('class') ? ofClasses : general;
    file.version = createHash('sha256').update(original).update(salt).digest('hex');
  }
}

const factsByFile = new WeakMap<ts.SourceFile, string[]>();

/**
 * Of each class its decorators, what they are imported from, what it extends and whether its body hides anything; and all
 * that is said about classes in calls of ours.
 */
function factsOf(ts: TypeScript, file: ts.SourceFile): string[] {
  const known = factsByFile.get(file);
  if (known) return known;
  const facts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      const methods = new Set([...methodsOfObject, ...methodsOf(ts, node)]);
      const heritage = node.heritageClauses?.map((one) => one.getText(file)) ?? [];
      facts.push(`class ${node.name?.text} ${heritage.join()} ${isOpenBody(ts, node, methods)}`);
    }
    if (ts.isDecorator(node) || isTelling(ts, node, file)) facts.push(node.getText(file));
    ts.forEachChild(node, visit);
  };
  if (/class|registerIdentity|withOptions|Symbol\.for/.test(file.text)) {
    setParents(ts, file);
    visit(file);
  }
  factsByFile.set(file, facts);
  return facts;
}

/** Calls of ours and the origin of the names of our decorators, our functions and the identity method. */
function isTelling(ts: TypeScript, node: ts.Node, file: ts.SourceFile): boolean {
  if (ts.isImportDeclaration(node)) return bringsDecorator(node.getText(file), file.text);
  return ts.isCallExpression(node) && /registerIdentity|withOptions|^Symbol\.for/.test(node.getText(file));
}

/** Whether an import is of ours or brings a name that stands behind an `@` in the file, whatever it is called there. */
function bringsDecorator(importText: string, fileText: string): boolean {
  if (importText.includes('workloop')) return true;
  const decorators = new Set(Array.from(fileText.matchAll(/@\(?\s*([\p{L}\p{N}_$]+)/gu), ([, name]) => name));
  return (importText.match(/[\p{L}\p{N}_$]+/gu) ?? []).some((name) => decorators.has(name));
}

/** As the binder will do; it has not seen the file yet, and the type checker must not be made before the compiler wants it. */
function setParents(ts: TypeScript, node: ts.Node): void {
  ts.forEachChild(node, (child) => {
    (child as { parent: ts.Node }).parent = node;
    setParents(ts, child);
  });
}
