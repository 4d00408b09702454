const { Rest } = jest.requireActual<{
  // Not imported: its types are those of browsers, of which tests in Node know nothing.
  Rest: new (
    locks: object | undefined,
  ) => { readonly isResting: { peek(): boolean }; see(isSeen: boolean): void };
}>('../../../src/view/page/data/rest.js');

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** The locks of one address, as browsers have them. */
class FakeLocks {
  readonly held = new Set<string>();

  async request(name: string, _: object, work: (lock: object | null) => Promise<void>): Promise<void> {
    await Promise.resolve();
    if (this.held.has(name)) return work(null);
    this.held.add(name);
    await work({ name });
    this.held.delete(name);
  }
}

/** So long looks away who looks at something else. */
const LONG_MS = 10_000;

describe('a page that nobody sees', () => {
  it('stays connected where few are, and lets go where many are, until somebody looks', async () => {
    const locks = new FakeLocks();
    const pages = Array.from({ length: 6 }, () => new Rest(locks));
    const resting = () => pages.filter(({ isResting }) => isResting.peek()).length;

    for (const page of pages) page.see(false);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    const whileUnseen = resting();
    for (const page of pages) page.see(true);
    await jest.advanceTimersByTimeAsync(LONG_MS);

    expect([whileUnseen, resting(), locks.held.size]).toEqual([3, 0, 0]);
  });

  it('goes on where somebody only looked away for a moment', async () => {
    const page = new Rest(undefined);
    const seen: boolean[] = [];

    for (let i = 0; i < 10; i++) {
      page.see(false);
      await jest.advanceTimersByTimeAsync(1_000);
      page.see(true);
      seen.push(page.isResting.peek());
    }
    await jest.advanceTimersByTimeAsync(LONG_MS);

    expect([...seen, page.isResting.peek()]).not.toContain(true);
  });

  it('lets go where the browser has no locks', async () => {
    const page = new Rest(undefined);
    page.see(false);
    await jest.advanceTimersByTimeAsync(LONG_MS);

    expect(page.isResting.peek()).toBe(true);
  });

  it('is seen again while it asks for a lock, and holds none then', async () => {
    const locks = new FakeLocks();
    const page = new Rest(locks);
    page.see(false);
    jest.advanceTimersByTime(2_000);

    page.see(true);
    await jest.advanceTimersByTimeAsync(LONG_MS);

    expect([page.isResting.peek(), locks.held.size]).toEqual([false, 0]);
  });
});
