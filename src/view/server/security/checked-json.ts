import { LIMITS } from '../limits.js';
import { Refused } from '../refused.js';

/** Names that reach into the prototypes of objects where somebody copies them carelessly. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A value from JSON of somebody we do not know.
 *
 * @param what It is called so in messages: `the body`.
 * @throws Refused where it is no JSON, is nested too deep, has too many values, or names that nobody needs but an attacker.
 */
export function checkedJson(text: string, what: string): unknown {
  const value = parsed(text, what);
  // Level by level instead of recursively: a value from outside must not decide how deep the stack is.
  let level: unknown[] = [value];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (depth > LIMITS.json.depth)
      throw new Refused(400, `In ${what}, values are nested deeper than ${LIMITS.json.depth}.`);
    if (count > LIMITS.json.values)
      throw new Refused(413, `In ${what}, there are more than ${LIMITS.json.values} values.`);
    level = level.flatMap((item) => partsOf(item, what));
  }
  return value;
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, `This is no JSON: ${what}.`);
  }
}

function partsOf(value: unknown, what: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value;
  const name = Object.keys(value).find((key) => forbidden.has(key));
  if (name !== undefined) throw new Refused(400, `In ${what}, no object may have the name \`${name}\`.`);
  return Object.values(value);
}
