import { types } from 'node:util';
import { UncrossableValueError } from '../errors.js';
import { pathText, type Step } from '../identity/path.js';
import { symbolText } from '../identity/primitives.js';
import { unobserved } from '../observed.js';
import type { BytesPart, Fields, Graph, GraphNode, Item, SymbolFields } from './graph.js';
import { isJsonNumber } from './json-text.js';
import { type Leaf, serializeLeaves } from './leaves.js';
import { nodeOf } from './node.js';
import type { NodeWriting } from './node-writing.js';
import { Refused } from './refused.js';

/** From so many bytes on they travel beside the text. */
const MANY_BYTES = 64;

/** What a graph was written as. */
export interface Written {
  readonly text: string;
  readonly bytes?: readonly Uint8Array[];
}

/**
 * Writes one value as a graph, level by level: what cannot cross is found nearest to the root, and no depth is too
 * great. A writer is used once; after it has thrown, it only knows where.
 */
export class GraphWriter implements NodeWriting {
  /** What the nodes are written from; those after the present one are still to be written. */
  readonly #values: unknown[] = [];
  readonly #indices = new Map<unknown, number>();
  /** The node that led to each node, and by which step. */
  readonly #parents: number[] = [];
  readonly #steps: (Step | undefined)[] = [];
  readonly #leaves: Leaf[] = [];
  readonly #leafItems = new Map<unknown, Item>();
  readonly #bytes: Uint8Array[] = [];
  #current = -1;

  at: Step | undefined;

  write(value: unknown): Written {
    const root = this.item(value);
    const nodes: GraphNode[] = [];
    for (this.#current = 0; this.#current < this.#values.length; this.#current++) {
      this.at = undefined;
      nodes.push(this.node(this.#values[this.#current]));
    }
    const leaves = this.#leaves.length === 0 ? {} : { leaves: serializeLeaves(this.#leaves) };
    const text = JSON.stringify({ root, nodes, ...leaves } satisfies Graph);
    return this.#bytes.length === 0 ? { text } : { text, bytes: this.#bytes };
  }

  /** Turns whatever stopped this writer into the error to throw, its path beginning with the given name. */
  explain(thrown: unknown, name: string): UncrossableValueError {
    const path = pathText(name, [...this.#stepsTo(this.#current), this.at]);
    if (Refused.is(thrown)) return new UncrossableValueError(path, thrown.reason);
    return new UncrossableValueError(path, reasonOf(thrown), { cause: thrown });
  }

  item(value: unknown): Item {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return isJsonNumber(value) ? value : this.leaf(value);
      case 'undefined':
      case 'bigint':
        return this.leaf(value);
      case 'object':
        return value === null ? null : this.reference(unobserved(value));
      default:
        // What is none that crosses is refused when its turn comes: what is nearer to the root comes first.
        return this.reference(value);
    }
  }

  leaf(value: Leaf): Item {
    const known = this.#leafItems.get(value);
    if (known !== undefined) return known;
    const item: Item = [-1 - this.#leaves.length];
    this.#leaves.push(value);
    this.#leafItems.set(value, item);
    return item;
  }

  part(holder: object, key: PropertyKey): Item {
    this.at = typeof key === 'string' && Array.isArray(holder) && /^\d+$/.test(key) ? Number(key) : key;
    return this.item((holder as Record<PropertyKey, unknown>)[key]);
  }

  read(holder: object, key: string): unknown {
    this.at = key;
    return (holder as Record<string, unknown>)[key];
  }

  place(step: Step, value: unknown): Item {
    this.at = step;
    return this.item(value);
  }

  fields(holder: object, keys: readonly string[]): Fields {
    const fields: Fields = {};
    for (const key of keys) setField(fields, key, this.part(holder, key));
    return fields;
  }

  symbolFields(holder: object, symbols: readonly symbol[]): SymbolFields {
    return symbols.map((symbol) => {
      this.at = symbol;
      if (symbolText(symbol) === undefined) throw new Refused('a field whose key is a unique symbol');
      return [this.reference(symbol), this.part(holder, symbol)] as const;
    });
  }

  bytes(bytes: Uint8Array): BytesPart {
    if (bytes.byteLength < MANY_BYTES) {
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    }
    return this.#bytes.push(bytes.slice()) - 1;
  }

  reserve(_items: number): void {
    // A value crosses whole or not at all.
  }

  protected node(value: unknown): GraphNode {
    return nodeOf(value, this);
  }

  protected reference(value: unknown): Item {
    let index = this.#indices.get(value);
    if (index === undefined) {
      index = this.#values.push(value) - 1;
      this.#indices.set(value, index);
      this.#parents.push(this.#current);
      this.#steps.push(this.at);
    }
    return [index];
  }

  #stepsTo(node: number): (Step | undefined)[] {
    const steps: (Step | undefined)[] = [];
    for (let at = node; at >= 0; at = this.#parents[at]!) steps.push(this.#steps[at]);
    return steps.reverse();
  }
}

/** Assignment, except that a key named `__proto__` is a key as any other. */
function setField(fields: Fields, key: string, item: Item): void {
  if (key === '__proto__') {
    Object.defineProperty(fields, key, { value: item, enumerable: true, writable: true, configurable: true });
  } else {
    fields[key] = item;
  }
}

function reasonOf(thrown: unknown): string {
  if (types.isNativeError(thrown) && thrown.name === 'RangeError' && /string length/.test(thrown.message)) {
    return 'part of a value too large for one text';
  }
  return `something that threw when it was read: ${textOf(thrown)}`;
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'a value that cannot be printed';
  }
}
