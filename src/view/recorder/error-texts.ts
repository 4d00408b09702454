import { types } from 'node:util';
import type { ErrorInfo } from '../api.js';
import { type Showing, textOfLine, textOfValue } from './value-text.js';

const MOST_CAUSES = 10;
const MOST_MESSAGE = 4_000;
const MOST_STACK = 8_000;

/** What was thrown, then its cause, and so on. */
export function errorInfosOf(thrown: unknown, showing: Omit<Showing, 'name'>): readonly ErrorInfo[] {
  const infos: ErrorInfo[] = [];
  const seen = new Set<unknown>();
  for (let error = thrown; infos.length < MOST_CAUSES && !seen.has(error); ) {
    seen.add(error);
    infos.push(infoOf(error, showing));
    const cause = readFrom(error, 'cause');
    if (cause === undefined) break;
    error = cause;
  }
  return infos;
}

function infoOf(error: unknown, showing: Omit<Showing, 'name'>): ErrorInfo {
  const message = readFrom(error, 'message');
  if (typeof message !== 'string')
    return { name: 'Thrown', message: textOfValue(error, { ...showing, name: 'error' }) };
  const [name, code, stack] = [readFrom(error, 'name'), readFrom(error, 'code'), readFrom(error, 'stack')];
  const shown = (text: string, part: string, most: number): string =>
    textOfLine(text, { ...showing, name: `error.${part}` }, most);
  const told = shown(message, 'message', MOST_MESSAGE);
  // A stack repeats the message, so that where the one may not be shown the other may not.
  const mayTellStack = told === message || message.length > MOST_MESSAGE;
  return {
    name: typeof name === 'string' ? name.slice(0, 200) : 'Error',
    message: told,
    ...(typeof code === 'string' && { code: code.slice(0, 200) }),
    ...(typeof stack === 'string' && mayTellStack && { stack: shown(stack, 'stack', MOST_STACK) }),
  };
}

/** A property of something that was thrown, which may be anything and do anything. */
function readFrom(thrown: unknown, name: 'message' | 'name' | 'code' | 'stack' | 'cause'): unknown {
  if (typeof thrown !== 'object' || thrown === null || types.isProxy(thrown)) return undefined;
  try {
    return Reflect.get(thrown, name);
  } catch {
    // An accessor of its own that throws tells nothing.
    return undefined;
  }
}
