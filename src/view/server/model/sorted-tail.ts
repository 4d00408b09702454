/** The last items of a kind, by a number that grows: as a rule a new one comes at the end, and one near it changes. */
export class SortedTail<Item> {
  private items: Item[] = [];
  private begin = 0;
  /** Everything up to it has been left behind. */
  private leftUpTo = Number.NEGATIVE_INFINITY;

  /** @param leave Told of each item that goes because there are more than `limit`. */
  constructor(
    private readonly keyOf: (item: Item) => number,
    private readonly limit: number,
    private readonly leave: (item: Item) => void = () => {},
  ) {}

  get size(): number {
    return this.items.length - this.begin;
  }

  /** Adds an item, or puts it in the place of the one with its number. One that was left behind does not come back. */
  put(item: Item): 'kept' | 'leftBehind' {
    const key = this.keyOf(item);
    if (key <= this.leftUpTo) return 'leftBehind';
    const index = this.indexOf(key);
    const isKnown = index < this.items.length && this.keyOf(this.items[index]!) === key;
    if (isKnown) this.items[index] = item;
    else if (index === this.items.length) this.items.push(item);
    else this.items.splice(index, 0, item);
    if (this.size > this.limit) this.leaveFirst();
    return key <= this.leftUpTo ? 'leftBehind' : 'kept';
  }

  /** Newest first, only those with a number below `before`. */
  *newestFirst(before = Number.POSITIVE_INFINITY): Generator<Item> {
    for (let index = this.indexOf(before) - 1; index >= this.begin; index--) yield this.items[index]!;
  }

  /** The newest ones, oldest first. */
  last(count: number): Item[] {
    return this.items.slice(Math.max(this.begin, this.items.length - count));
  }

  /** The oldest ones, all but so many, oldest first. */
  allBut(count: number): Item[] {
    return this.items.slice(this.begin, Math.max(this.begin, this.items.length - count));
  }

  private leaveFirst(): void {
    const item = this.items[this.begin]!;
    this.begin++;
    this.leftUpTo = this.keyOf(item);
    this.leave(item);
    // Moving all items for each that goes would cost as many steps as there are.
    if (this.begin < Math.max(64, this.limit / 4)) return;
    this.items = this.items.slice(this.begin);
    this.begin = 0;
  }

  /** Of the first item whose number is not below `key`. */
  private indexOf(key: number): number {
    let [low, high] = [this.begin, this.items.length];
    if (high > low && this.keyOf(this.items[high - 1]!) < key) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keyOf(this.items[middle]!) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
