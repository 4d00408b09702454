import type { PathChange } from '../../api.js';

/** A part of the sentence that says why a call executed. */
export interface WhyPart {
  readonly kind: 'text' | 'path' | 'before' | 'after';
  readonly text: string;
}

/**
 * Takes the sentence apart where it names what has changed: a path, and after it what was there before and is now. Parts
 * that are not found stay text, so nothing of the sentence is ever lost.
 */
export function whyParts(text: string, changes: readonly PathChange[]): readonly WhyPart[] {
  const parts: WhyPart[] = [];
  let at = 0;
  const take = (kind: WhyPart['kind'], wanted: string | undefined, within: number): void => {
    if (wanted === undefined || wanted === '') return;
    const found = text.indexOf(wanted, at);
    if (found === -1 || found - at > within) return;
    if (found > at) parts.push({ kind: 'text', text: text.slice(at, found) });
    parts.push({ kind, text: wanted });
    at = found + wanted.length;
  };
  for (const { path, before, after } of changes) {
    const begun = at;
    take('path', path, Number.POSITIVE_INFINITY);
    if (at === begun) continue;
    take('before', before, 3);
    // Where there was nothing before, the sentence has a word for it.
    take('after', after, before === undefined ? 12 : 5);
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}
