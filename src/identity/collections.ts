import type { Encoder } from './encoder.js';
import type { TextSink } from './fold.js';

// The methods of the language, kept from what a program may put in their place, on an instance or on the prototype.
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;

/** The entries at this moment, read from the Map's slots: nothing that encoding them runs can disturb the list. */
export function entriesOf(map: object): (readonly [key: unknown, item: unknown])[] {
  const entries: (readonly [unknown, unknown])[] = [];
  mapForEach.call(map as Map<unknown, unknown>, (item, key) => entries.push([key, item]));
  return entries;
}

/** The members at this moment, read from the Set's slots. */
export function membersOf(set: object): unknown[] {
  const members: unknown[] = [];
  setForEach.call(set as Set<unknown>, (member) => members.push(member));
  return members;
}

/** Writes `M<size>{key value …}`, the entries sorted by text because a Map's order does not count. */
export function writeMap(map: object, encoder: Encoder, sink: TextSink): void {
  const texts = entriesOf(map).map(([key, item], index) => {
    encoder.at = { of: 'key', index };
    const text = encoder.value(key);
    encoder.at = { of: 'entry', index, key };
    return text + encoder.value(item);
  });
  writeSorted('M', texts, sink);
}

/** Writes `S<size>{value …}`, sorted by text. */
export function writeSet(set: object, encoder: Encoder, sink: TextSink): void {
  const texts = membersOf(set).map((member, index) => {
    encoder.at = { of: 'member', index };
    return encoder.value(member);
  });
  writeSorted('S', texts, sink);
}

/** Writes a collection without order: its tag, its size and its parts, sorted by UTF-16 code unit. */
export function writeSorted(tag: 'M' | 'S', texts: string[], sink: TextSink): void {
  sink.add(`${tag}${texts.length}{`);
  for (const text of texts.sort()) sink.add(text);
  sink.add('}');
}
