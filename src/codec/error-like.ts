import { describe } from '../errors.js';
import { className } from '../identity/class-name.js';
import type { ErrorClass, ErrorContent, Fields, Graph, GraphNode, Item } from './graph.js';
import type { NodeWriting } from './node-writing.js';

const ERROR: ErrorClass = { name: 'Error', isBuiltIn: true };

/** Writes a thrown object that cannot cross as an error of its class's name, with what it says of itself. */
export function errorLikeNode(value: unknown, writing: NodeWriting): GraphNode {
  const holder = value as object;
  const name = or('', () => className(holder));
  const isNamed = name !== '' && name !== 'Object';
  const hidden: Fields = { message: messageOf(holder, writing) };
  for (const key of ['name', 'stack', 'code', 'cause']) {
    const item = writing.part(holder, key);
    if (typeof item === 'string' || typeof item === 'number' || key === 'cause') hidden[key] = item;
  }
  const content: ErrorContent = { classes: isNamed ? [{ name }, ERROR] : [ERROR], hidden };
  const keys = or<string[]>([], () => Object.keys(holder)).filter((key) => !(key in hidden));
  return ['Error', content, writing.fields(holder, keys)];
}

function messageOf(holder: object, writing: NodeWriting): Item {
  const message = writing.part(holder, 'message');
  return typeof message === 'string' ? message : said(holder);
}

/** The error that is thrown on in place of a thrown value that cannot cross and has no fields. */
export function standIn(thrown: unknown): Error {
  const error = new Error(said(thrown));
  error.stack = `Error: ${error.message}`;
  return error;
}

/** The text of an error with a message and nothing else. */
export function writtenStandIn(message: string): string {
  const node: GraphNode = ['Error', { classes: [ERROR], hidden: { message, stack: `Error: ${message}` } }];
  return JSON.stringify({ root: [0], nodes: [node] } satisfies Graph);
}

function said(thrown: unknown): string {
  return `Thrown was ${or('an object that throws when it is read', () => describe(thrown))}, which cannot cross to another thread or process.`;
}

/** What a question to a thrown value comes to, which may throw in its turn. */
function or<T>(otherwise: T, ask: () => T): T {
  try {
    return ask();
  } catch {
    // Then there is nothing to learn from it.
    return otherwise;
  }
}
