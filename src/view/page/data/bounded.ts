/**
 * A list with newer items at its end, bounded from the front. Items that are known already, by their key, take the place of
 * what was there: they stand near the end.
 */
export function extended<Item>(
  list: readonly Item[],
  items: readonly Item[],
  keyOf: (item: Item) => number,
  most: number,
): readonly Item[] {
  const result = [...list];
  for (const item of items) {
    const key = keyOf(item);
    let at = result.length;
    while (at > 0 && keyOf(result[at - 1]!) > key) at--;
    const isKnown = at > 0 && keyOf(result[at - 1]!) === key;
    result.splice(isKnown ? at - 1 : at, isKnown ? 1 : 0, item);
  }
  return result.length > most ? result.slice(-most) : result;
}
