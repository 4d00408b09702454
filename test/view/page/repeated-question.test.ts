import { RepeatedQuestion } from '../../../src/view/page/data/repeated-question.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Asks all the time for nine seconds; each answer takes `tookMs`. */
async function timesAsked(tookMs: number, lineMs = 0): Promise<number> {
  let count = 0;
  const question = new RepeatedQuestion(
    async () => {
      count++;
      await new Promise((resolve) => setTimeout(resolve, tookMs));
      return 'done';
    },
    { lineMs },
  );
  for (let ms = 0; ms < 9_000; ms += 10) {
    question.ask();
    await jest.advanceTimersByTimeAsync(10);
  }
  question.close();
  return count;
}

describe('a question that is asked again whenever something changes', () => {
  it('is asked at once, and twice a second where it is answered at once', async () => {
    expect(await timesAsked(0)).toBe(19);
  });

  it('takes a tenth of the time of the app at most where its answer is dear', async () => {
    expect(await timesAsked(500)).toBe(2);
  });

  it('is not taken for dear where the line is long', async () => {
    expect(await timesAsked(2_000, 2_000)).toBe(5);
    expect(await timesAsked(2_500, 2_000)).toBe(2);
  });

  it('is asked once more by itself, and soon, where nobody had time for it', async () => {
    const outcomes: ('done' | 'busy')[] = ['busy', 'busy', 'done'];
    const asked: number[] = [];
    const question = new RepeatedQuestion(async () => {
      asked.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return outcomes.shift()!;
    });
    question.ask();
    await jest.advanceTimersByTimeAsync(60_000);
    question.close();

    expect(asked.map((atMs) => atMs - asked[0]!)).toEqual([0, 6_000, 12_000]);
  });

  it('is asked no more when it is closed', async () => {
    let count = 0;
    const question = new RepeatedQuestion(async () => {
      count++;
      return 'done';
    });
    question.close();
    question.ask();
    await jest.advanceTimersByTimeAsync(1_000);

    expect(count).toBe(0);
  });
});
