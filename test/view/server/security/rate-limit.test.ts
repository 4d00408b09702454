import { RateLimit } from '../../../../src/view/server/security/rate-limit.js';

let nowMs: number;
let rate: RateLimit;

beforeEach(() => {
  nowMs = 5_000;
  rate = new RateLimit(10, () => nowMs);
});

/** How many requests of so many are let in. */
function letIn(count: number): number {
  let admitted = 0;
  for (let request = 0; request < count; request++) {
    try {
      rate.count();
      admitted++;
    } catch (error) {
      expect(error).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    }
  }
  return admitted;
}

it('lets in as many at once as may come in a second, and no more', () => {
  expect(letIn(15)).toBe(10);
});

it('lets in as many more as there was time for', () => {
  letIn(10);
  nowMs += 390;

  expect(letIn(10)).toBe(3);
  expect(letIn(10)).toBe(0);
});

it('saves up no more than a second, however long nobody asks', () => {
  nowMs += 3_600_000;

  expect(letIn(15)).toBe(10);
});
