import type { Step } from '../identity/path.js';
import type { BytesPart, Fields, Item, SymbolFields } from './graph.js';
import type { Leaf } from './leaves.js';

/** What the writer of a graph does for those who write one node. Each method throws where a part cannot cross. */
export interface NodeWriting {
  /** Stands in for a value that is no field: an entry, a member, the time of a Date. */
  place(step: Step, value: unknown): Item;
  /** Stands in for a field or an element, which is read here and once. */
  part(holder: object, key: PropertyKey): Item;
  /** Reads a field that is not written as an item. */
  read(holder: object, key: string): unknown;
  /** Stands in for a value that superjson keeps. */
  leaf(value: Leaf): Item;
  /** The fields of the given keys. */
  fields(holder: object, keys: readonly string[]): Fields;
  symbolFields(holder: object, symbols: readonly symbol[]): SymbolFields;
  /** Copies bytes. */
  bytes(bytes: Uint8Array): BytesPart;
  /** Called before so many items of one object are written, which may be too many. */
  reserve(items: number): void;
}
