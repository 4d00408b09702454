import { RepeatedQuestion } from '../../../src/view/page/data/repeated-question.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Asks all the time for nine seconds; each answer takes `tookMs`. */
async function timesAsked(tookMs: number): Promise<number> {
  let count = 0;
  const question = new RepeatedQuestion(async () => {
    count++;
    await new Promise((resolve) => setTimeout(resolve, tookMs));
  });
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

  it('is asked no more when it is closed', async () => {
    let count = 0;
    const question = new RepeatedQuestion(async () => void count++);
    question.close();
    question.ask();
    await jest.advanceTimersByTimeAsync(1_000);

    expect(count).toBe(0);
  });
});
