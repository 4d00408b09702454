import type ts from 'typescript';
import type { ScheduleCall } from '../scan/schedule-calls.js';

/**
 * Transforms `schedule('@daily')` Into `schedule('@daily', undefined, place)`, where the place is
 * `{ site: "my-app/src/daily#Daily.run('@daily')", flow: this }`, without `flow` where there is no `this`.
 */
export function givePlace(
  factory: ts.NodeFactory,
  call: ts.CallExpression,
  { site, hasThis }: ScheduleCall,
): ts.CallExpression {
  const place = factory.createObjectLiteralExpression([
    factory.createPropertyAssignment('site', factory.createStringLiteral(site)),
    ...(hasThis ? [factory.createPropertyAssignment('flow', factory.createThis())] : []),
  ]);
  const [cron, options = factory.createIdentifier('undefined')] = call.arguments;
  if (cron === undefined) return call;
  return factory.updateCallExpression(call, call.expression, call.typeArguments, [cron, options, place]);
}
