import type ts from 'typescript';
import type { Registration } from '../analyze/registration.js';
import type { ModuleCode } from '../fingerprint/module-code.js';
import type { TypeScript } from '../project.js';
import { graftStatement } from './graft.js';

/**
 * Transforms
 *
 *     'use strict';
 *     import { parse } from './parse.js';
 *     export class Point { x = parse(LIMIT); }
 *
 * Into
 *
 *     'use strict';
 *     (globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "my-app/src/point", classes: { Point: () => Point }, code: { format: 1, path: "src/point.ts", file: import.meta.url, from: ["./parse.js"], … } });
 *     import { parse } from './parse.js';
 *     export class Point { x = parse(LIMIT); }
 *
 * The global object gives `Symbol`, because users have classes of that name. At the start, because an entry module may end in `await app.run()`; in functions, because the classes are not there yet.
 *
 * @param file See `whereaboutsOf`.
 */
export function registerModule(
  ts: TypeScript,
  factory: ts.NodeFactory,
  sourceFile: ts.SourceFile,
  { module, classes, errors, usesCallContext, code }: Registration,
  file: string | undefined,
): ts.SourceFile {
  const entries = [
    `module: ${JSON.stringify(module)}`,
    `classes: ${textOfClasses(classes)}`,
    ...(errors.length > 0 ? [`errors: ${textOfClasses(errors)}`] : []),
    ...(usesCallContext ? ['usesCallContext: true'] : []),
    `code: ${textOfCode(code, file)}`,
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

function textOfCode({ format, path, ...lists }: ModuleCode, file: string | undefined): string {
  const entries = [`format: ${format}`, `path: ${JSON.stringify(path)}`];
  if (file !== undefined) entries.push(`file: ${file}`);
  for (const [name, list] of Object.entries(lists))
    if (list.length > 0) entries.push(`${name}: ${JSON.stringify(list)}`);
  return `{ ${entries.join(', ')} }`;
}
