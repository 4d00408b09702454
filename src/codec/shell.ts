import { UnknownClassError } from '../errors.js';
import { prototypeWithId } from '../identity/registry.js';
import { errorPrototypeOf } from './error-classes.js';
import type { BytesPart, Content, ErrorContent, GraphNode, Item, TaggedNode } from './graph.js';

/** Stands in a field or a list for what was left out of an error. */
export const LEFT_OUT = Symbol('left out');

/** What shells are made from, beside their node. */
export interface ShellSource {
  readonly bytes: readonly Uint8Array[];
  /** Whether an instance of an unknown class may become a plain object. */
  readonly isLenient: boolean;
  /** The primitive or the Date that an item stands for. */
  readonly leaf: (item: Item) => unknown;
}

/** Makes what a node is, without what is in it: other nodes may not be there yet. */
export function shellOf(node: TaggedNode, source: ShellSource): unknown {
  const [tag, content] = node as unknown as Content;
  switch (tag) {
    case 'object':
      return {};
    case 'null':
      return Object.create(null);
    case 'array':
      return content;
    case 'sparse':
      return new Array(content);
    case 'arguments':
      return argumentsOf(...content);
    case 'Map':
      return new Map();
    case 'Set':
      return new Set();
    case 'Date':
      return content === null ? new Date(Number.NaN) : source.leaf(content);
    case 'RegExp':
      return new RegExp(content[0], content[1]);
    case 'typed':
      return typedArrayOf(content[0], bytesOf(content[1], source));
    case 'ArrayBuffer':
      return bytesOf(content, source).buffer;
    case 'DataView':
      return new DataView(bytesOf(content, source).buffer);
    case 'URL':
      return new URL(content);
    case 'URLSearchParams':
      return new URLSearchParams(content);
    case 'boxed':
      return Object(source.leaf(content));
    case 'for':
      return Symbol.for(content);
    case 'well-known':
      return Reflect.get(Symbol, content);
    case 'Error':
      return errorOf(content);
    case 'DOMException':
      return withoutStack(new DOMException(content[0], content[1]));
    case 'class':
      return instanceOf(content[0], content[1], source);
    case 'left out':
      return LEFT_OUT;
  }
}

function instanceOf(id: string, node: GraphNode, source: ShellSource): unknown {
  const prototype = prototypeWithId(id);
  if (prototype === undefined && !source.isLenient) throw new UnknownClassError(id);
  if (Array.isArray(node) && node[0] !== 'object') {
    const shell = shellOf(node as TaggedNode, source);
    return prototype === undefined ? shell : Object.setPrototypeOf(shell, prototype);
  }
  return Object.create(prototype ?? Object.prototype);
}

/** Strict, so that the list and the parameters are two things. */
function argumentsOf(..._items: readonly unknown[]): unknown {
  // biome-ignore lint/complexity/noArguments: an arguments object is what is to be made.
  return arguments;
}

function errorOf({ classes }: ErrorContent): object {
  const error = withoutStack(new Error());
  const prototype = errorPrototypeOf(classes);
  return prototype === Error.prototype ? error : Object.setPrototypeOf(error, prototype);
}

/** Only a constructor makes a true error, and it notes the stack of this place, which nobody wants. */
function withoutStack<T extends object>(error: T): T {
  Reflect.deleteProperty(error, 'stack');
  return error;
}

/** The bytes as an array with a buffer of its own, so that what was encoded can be decoded again. */
function bytesOf(part: BytesPart, { bytes }: ShellSource): Uint8Array<ArrayBuffer> {
  return new Uint8Array(typeof part === 'string' ? Buffer.from(part, 'base64') : bytes[part]!);
}

type TypedArrayClass = new (buffer: ArrayBufferLike) => object;

function typedArrayOf(kind: string, { buffer }: Uint8Array): object {
  return kind === 'Buffer'
    ? Buffer.from(buffer)
    : new (Reflect.get(globalThis, kind) as TypedArrayClass)(buffer);
}
