import type { TextSink } from './fold.js';
import type { Writing } from './writing.js';

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
export function writeMap(map: object, writing: Writing, sink: TextSink): void {
  const texts = entriesOf(map).map(([key, item], index) => {
    writing.at = { of: 'key', index };
    const text = writing.value(key);
    writing.at = { of: 'entry', index, key };
    return text + writing.value(item);
  });
  writeSorted('M', texts, sink);
}

/** Writes `S<size>{value …}`, sorted by text. */
export function writeSet(set: object, writing: Writing, sink: TextSink): void {
  const texts = membersOf(set).map((member, index) => {
    writing.at = { of: 'member', index };
    return writing.value(member);
  });
  writeSorted('S', texts, sink);
}

/** Writes a collection without order: its tag, its size and its parts, sorted by UTF-16 code unit. */
export function writeSorted(tag: 'M' | 'S', texts: string[], sink: TextSink): void {
  sink.add(`${tag}${texts.length}{`);
  for (const text of texts.sort()) sink.add(text);
  sink.add('}');
}
