import { symbolText } from '../identity/primitives.js';
import { errorLikeNode } from './error-like.js';
import type { BytesPart, Fields, GraphNode, Item, SymbolFields } from './graph.js';
import { GraphWriter } from './graph-writer.js';
import { Refused } from './refused.js';

/** Longer texts are cut: a message of 100 MB helps nobody. */
const MAX_TEXT = 65_536;

/** What a thrown value may come to, roughly in bytes. What is beyond is left out, the parts furthest from it first. */
const MAX_BYTES = 1 << 20;

/** What an item costs beside its own size. */
const ITEM_BYTES = 8;

/**
 * Writes what was thrown. It never fails on account of a part: what cannot cross, throws when it is read, or is too
 * large is left out, and a thrown object that cannot cross itself is written as an error.
 */
export class LenientWriter extends GraphWriter {
  #left = MAX_BYTES;
  #isThrownWritten = false;
  /** What stands for the parts left out: by reason, the reason of each, and the items that refer to them. */
  readonly #leftOut = new Map<string, object>();
  readonly #reasons = new Map<unknown, string>();
  readonly #leftOutItems = new WeakSet<object>();

  override item(value: unknown): Item {
    try {
      this.#spend(ITEM_BYTES);
      if (typeof value !== 'string') return super.item(value);
      const text = value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)} …` : value;
      this.#spend(2 * text.length);
      return text;
    } catch (thrown) {
      return this.#leaveOut(thrown);
    }
  }

  override part(holder: object, key: PropertyKey): Item {
    try {
      return super.part(holder, key);
    } catch (thrown) {
      return this.#leaveOut(thrown);
    }
  }

  override read(holder: object, key: string): unknown {
    try {
      return super.read(holder, key);
    } catch {
      // A class that cannot say it says nothing.
      return undefined;
    }
  }

  override fields(holder: object, keys: readonly string[]): Fields {
    const fields = super.fields(holder, keys);
    for (const key of keys) if (this.#isLeftOut(fields[key])) delete fields[key];
    return fields;
  }

  override symbolFields(holder: object, symbols: readonly symbol[]): SymbolFields {
    const crossing = symbols.filter((symbol) => symbolText(symbol) !== undefined);
    return super.symbolFields(holder, crossing).filter(([, item]) => !this.#isLeftOut(item));
  }

  override bytes(bytes: Uint8Array): BytesPart {
    this.#spend(bytes.byteLength);
    return super.bytes(bytes);
  }

  override reserve(items: number): void {
    if (items * ITEM_BYTES > this.#left) throw new Refused('too large');
  }

  protected override node(value: unknown): GraphNode {
    const isThrown = !this.#isThrownWritten;
    this.#isThrownWritten = true;
    const reason = this.#reasons.get(value);
    if (reason !== undefined) return ['left out', reason];
    try {
      return super.node(value);
    } catch (thrown) {
      return isThrown ? errorLikeNode(value, this) : ['left out', reasonOf(thrown)];
    }
  }

  #spend(bytes: number): void {
    if (bytes > this.#left) throw new Refused('too large');
    this.#left -= bytes;
  }

  #leaveOut(thrown: unknown): Item {
    const reason = reasonOf(thrown);
    const known = this.#leftOut.get(reason) ?? {};
    this.#leftOut.set(reason, known);
    this.#reasons.set(known, reason);
    const item = this.reference(known) as readonly [number];
    this.#leftOutItems.add(item);
    return item;
  }

  #isLeftOut(item: Item | undefined): boolean {
    return typeof item === 'object' && item !== null && this.#leftOutItems.has(item);
  }
}

function reasonOf(thrown: unknown): string {
  return Refused.is(thrown) ? thrown.reason : 'something that throws when it is read';
}
