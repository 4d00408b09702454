import { stemOf } from './stem.js';

/** Words that say nothing of what a text is about. */
const STOP_WORDS = new Set(
  (
    'a about all also an and any are as at be because been but by can could did do does each else for from had has have he ' +
    'her his how i if in into is it its may more most no not of on one only or other our out she so some such than that the ' +
    'their them then there these they this those to up use used was we were what when where which will with would you your'
  ).split(' '),
);
/** Longer ones are keys, digests and the like. */
const LONGEST_WORD = 24;

/** The words of a text that it can be found by, in their order and as often as they occur. */
export function tokenize(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter(isTelling).map(stemOf);
}

function isTelling(word: string): boolean {
  return word.length > 1 && word.length <= LONGEST_WORD && !STOP_WORDS.has(word);
}
