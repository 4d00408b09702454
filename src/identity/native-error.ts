import { writeFields } from './fields.js';
import type { TextSink } from './fold.js';
import { stringText } from './primitives.js';
import { ERROR_CLASSES, intrinsicName } from './realm.js';
import type { Writing } from './writing.js';

/** Fields that have a place of their own in the text. The stack has none: it says where, not what. */
const PLACED: ReadonlySet<string> = new Set(['name', 'message', 'cause', 'errors', 'stack']);

/** Writes an error: `E`, its built-in class, name, message, cause and errors (`h` where it has none), and its fields. */
export function writeError(value: object, writing: Writing, sink: TextSink): void {
  sink.add(`E${stringText(errorClass(value))}`);
  for (const key of ['name', 'message'] as const) writePlaced(value, key, writing, sink);
  for (const key of ['cause', 'errors'] as const) {
    if (Object.hasOwn(value, key)) writePlaced(value, key, writing, sink);
    else sink.add('h');
  }
  const keys = Object.keys(value).filter((key) => !PLACED.has(key));
  writeFields(value, keys, writing, sink);
}

function writePlaced(value: object, key: string, writing: Writing, sink: TextSink): void {
  writing.at = key;
  sink.add(writing.value(Reflect.get(value, key)));
}

/** The nearest class of the language: that of the error itself, or of the one that a registered class extends. */
function errorClass(value: object): string {
  for (let at = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) {
    const name = intrinsicName(at);
    if (name !== undefined && ERROR_CLASSES.has(name)) return name;
  }
  return 'Error';
}
