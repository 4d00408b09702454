import type ts from 'typescript';
import type { Registration } from '../analyze/registration.js';
import type { TypeScript } from '../project.js';
import { graftStatement } from './graft.js';

/**
 * Transforms
 *
 *     'use strict';
 *     class Point { … }
 *
 * Into
 *
 *     'use strict';
 *     (globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "my-app/src/point", classes: { Point: () => Point } });
 *     class Point { … }
 *
 * The global object gives `Symbol`, because users have classes of that name. At the start, because an entry module may end in `await app.run()`; in functions, because the classes are not there yet.
 */
export function registerClasses(
  ts: TypeScript,
  factory: ts.NodeFactory,
  sourceFile: ts.SourceFile,
  registration: Registration,
): ts.SourceFile {
  const { module, classes, errors, usesCallContext } = registration;
  const entries = [
    `module: ${JSON.stringify(module)}`,
    `classes: ${textOfClasses(classes)}`,
    ...(errors.length > 0 ? [`errors: ${textOfClasses(errors)}`] : []),
    ...(usesCallContext ? ['usesCallContext: true'] : []),
  ];
  const statement = graftStatement(
    ts,
    `(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ ${entries.join(', ')} });`,
  );
  const { statements } = sourceFile;
  const start = statements.findIndex(
    (one) => !ts.isExpressionStatement(one) || !ts.isStringLiteral(one.expression),
  );
  return factory.updateSourceFile(
    sourceFile,
    ts.setTextRange(
      factory.createNodeArray([...statements.slice(0, start), statement, ...statements.slice(start)]),
      statements,
    ),
  );
}

function textOfClasses(names: readonly string[]): string {
  return `{ ${names.map((name) => `${name}: () => ${name}`).join(', ')} }`;
}
