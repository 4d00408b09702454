import { DecorationError } from '../errors.js';
import { type AnyClass, ownDefinitionOfClass } from './definition.js';
import { hasReplacedRun } from './run-method.js';

/** @throws {DecorationError} where a class is a component already, by itself or through its `run` method. */
export function refuseSecondDecoration(target: AnyClass): void {
  const kind = ownDefinitionOfClass(target)?.kind;
  if (kind === undefined && !hasReplacedRun(target.prototype as object)) return;
  throw new DecorationError(
    `\`${target.name}\` is decorated twice: it is a ${kind ?? 'work'} already. Keep one \`@work\` or \`@flow\`.`,
  );
}
