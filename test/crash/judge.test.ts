import type { Entry, WorkFields } from './journal.js';
import { Judge } from './judge.js';

const begin = (life: number, call: string, body: string): Entry => ({
  kind: 'begin',
  life,
  call,
  body,
  attempt: 1,
});
const end = (life: number, call: string, body: string): Entry => ({ kind: 'end', life, call, body });
const threw = (life: number, call: string, body: string): Entry => ({ kind: 'threw', life, call, body });
const complete = (life: number, call: string, outcome = 'succeeded'): Entry => ({
  kind: 'complete',
  life,
  call,
  outcome,
});
const got = (life: number, call: string, body: string, digest = `of ${call}`): Entry => ({
  kind: 'got',
  life,
  call,
  body,
  digest,
});
const restored = (
  life: number,
  work: string,
  calls: readonly string[],
  more: Partial<WorkFields> = {},
): Entry => ({
  kind: 'restored',
  life,
  work,
  state: { begun: calls.length, ended: calls.length, calls, ...more },
});
const final = (life: number, state = 'the end'): Entry => ({
  kind: 'final',
  life,
  state,
  works: 'of the works',
});

const reference: readonly Entry[] = [
  begin(1, 'w(1)', 'x'),
  end(1, 'w(1)', 'x'),
  got(1, 'w(1)', 'x'),
  begin(1, 'w(2)', 'y'),
  end(1, 'w(2)', 'y'),
  got(1, 'w(2)', 'y'),
  final(1),
];

/** What is wrong with a journal, in a few words each. */
function problemsOf(entries: readonly Entry[]): readonly string[] {
  return new Judge(entries, reference).judge().problems;
}

/** Executed and reported in the first life. */
const first = [begin(1, 'w(1)', 'a'), end(1, 'w(1)', 'a'), complete(1, 'w(1)'), got(1, 'w(1)', 'a')];
/** The rest, in the second. */
const second = [
  got(2, 'w(1)', 'a'),
  begin(2, 'w(2)', 'b'),
  end(2, 'w(2)', 'b'),
  complete(2, 'w(2)'),
  got(2, 'w(2)', 'b'),
  final(2),
];

describe('the judge of crashes', () => {
  it('has nothing to say of two lives in which all is well', () => {
    const saved = [restored(1, 'w', []), ...first, restored(2, 'w', ['w(1)']), ...second];

    expect(new Judge(saved, reference).judge()).toEqual({
      lost: new Set(),
      twice: 0,
      wrongEnds: 0,
      problems: [],
    });
  });

  it('lets the call execute again that was interrupted, and one that failed', () => {
    const interrupted = [begin(1, 'w(2)', 'cut'), begin(1, 'w(3)', 'bad'), threw(1, 'w(3)', 'bad')];
    const failedAgain = [
      begin(2, 'w(3)', 'bad again'),
      threw(2, 'w(3)', 'bad again'),
      complete(2, 'w(3)', 'failed'),
    ];

    expect(
      problemsOf([...first, ...interrupted, complete(1, 'w(3)', 'failed'), ...failedAgain, ...second]),
    ).toEqual([]);
  });

  it('lets a call be complete that was stored and not reported', () => {
    expect(problemsOf([begin(1, 'w(1)', 'a'), end(1, 'w(1)', 'a'), ...second])).toEqual([]);
  });

  it('finds a completed call that a later life executes again', () => {
    const again = [begin(2, 'w(1)', 'c'), end(2, 'w(1)', 'c'), ...second.slice(1)];

    const { lost, twice, problems } = new Judge([...first, ...again], reference).judge();

    expect([...lost]).toEqual(['w(1)']);
    expect(twice).toBe(1);
    expect(problems).toEqual(['w(1) was complete in life 1, and executed again in life 2']);
  });

  it('finds one that the same life executes again', () => {
    const { lost, twice } = new Judge([...first, begin(1, 'w(1)', 'c'), ...second], reference).judge();

    expect([lost.size, twice]).toEqual([0, 1]);
  });

  it('finds one executed again that a flow had got before it was reported', () => {
    const unreported = [begin(1, 'w(1)', 'a'), end(1, 'w(1)', 'a'), got(1, 'w(1)', 'a')];

    expect(problemsOf([...unreported, begin(2, 'w(1)', 'c'), ...second])).toEqual([
      'w(1) was complete in life 1, and executed again in life 2',
    ]);
  });

  it('finds a completed call that has another value later', () => {
    const other = [begin(1, 'w(1)', 'z'), end(1, 'w(1)', 'z')];

    expect(problemsOf([...other, ...first, got(2, 'w(1)', 'z'), ...second])).toEqual([
      'w(1) has another value in life 2 than in life 1',
    ]);
  });

  it('finds a value that is not what the call gives', () => {
    expect(problemsOf([...first, got(2, 'w(1)', 'a', 'of something else'), ...second])).toEqual([
      'w(1) has a wrong value in life 2',
    ]);
  });

  it('finds the value of a body that did not end, or is of another call', () => {
    const cut = [begin(1, 'w(1)', 'a'), got(2, 'w(1)', 'a')];
    const foreign = [begin(1, 'w(2)', 'a'), end(1, 'w(2)', 'a'), got(2, 'w(1)', 'a')];
    const problem = 'w(1) has the value of a body in life 2 that is none of its own, or did not end';

    expect(problemsOf([...cut, ...second])).toEqual([problem]);
    expect(problemsOf([...foreign, ...second])).toEqual([problem]);
  });

  it('finds what is reported before it has ended, or twice', () => {
    expect(problemsOf([begin(1, 'w(1)', 'a'), complete(1, 'w(1)'), end(1, 'w(1)', 'a'), final(1)])).toContain(
      'w(1) was reported complete in life 1, and had not ended in it',
    );
    expect(problemsOf([...first, complete(1, 'w(1)'), ...second])).toEqual([
      'w(1) was reported complete in life 1 and in life 1',
    ]);
  });

  it('finds two bodies of one call at once, but not of two lives', () => {
    const here = begin(1, 'w(1)', 'c');

    expect(problemsOf([here, ...first, ...second])).toEqual(['w(1) was executed side by side in life 1']);
    expect(problemsOf([begin(0, 'w(1)', 'c'), ...first, ...second])).toEqual([]);
  });

  it('finds a body that ends without having run', () => {
    expect(problemsOf([end(1, 'w(1)', 'nobody'), ...first, ...second])).toEqual([
      'a body of w(1) ended that did not run',
    ]);
  });

  it('finds state that lacks a completed call', () => {
    const { lost, problems } = new Judge([...first, restored(2, 'w', []), ...second], reference).judge();

    expect([...lost]).toEqual(['w(1)']);
    expect(problems).toEqual(['the state of w in life 2 lacks w(1), which was complete']);
  });

  it('finds state that was there before and is gone, although nothing was reported', () => {
    const unreported = [begin(1, 'w(1)', 'a'), end(1, 'w(1)', 'a'), restored(2, 'w', ['w(1)'])];

    expect(problemsOf([...unreported, restored(3, 'w', []), ...second])).toEqual([
      'the state of w in life 3 lacks w(1), which was complete',
    ]);
  });

  it('finds state that is stored without the record of its call', () => {
    const unreported = [begin(1, 'w(1)', 'a'), end(1, 'w(1)', 'a'), restored(2, 'w', ['w(1)'])];
    const again = [begin(2, 'w(1)', 'c'), end(2, 'w(1)', 'c'), got(2, 'w(1)', 'c')];

    expect(problemsOf([...unreported, ...again, ...second.slice(1)])).toEqual([
      'w(1) was in the stored state of its work, and executed again in life 2',
    ]);
  });

  it('finds state of the middle of a call, of one that never ended, and of one that counts twice', () => {
    expect(problemsOf([...first, restored(2, 'w', ['w(1)'], { begun: 2 }), ...second])).toEqual([
      'the state of w in life 2 is not that of the end of a call: 2 begun, 1 ended, 1 noted',
    ]);
    expect(problemsOf([...first, restored(2, 'w', ['w(1)', 'w(2)']), ...second])).toContain(
      'the state of w in life 2 has w(2), which never ended',
    );
    expect(problemsOf([...first, restored(2, 'w', ['w(1)', 'w(1)']), ...second])).toEqual([
      'the state of w in life 2 has a call twice: w(1), w(1)',
    ]);
  });

  it('finds calls without a record that their state knows too few or too many of', () => {
    const beat = [begin(1, 'beat', 'p'), end(1, 'beat', 'p'), complete(1, 'beat')];

    expect(problemsOf([...first, ...beat, restored(2, 'beat', ['beat']), ...second])).toEqual([]);
    expect(problemsOf([...first, ...beat, restored(2, 'beat', []), ...second])).toEqual([
      'the state of beat in life 2 has 0 calls, and 1 were reported complete',
    ]);
    expect(problemsOf([...first, ...beat, restored(2, 'beat', ['beat', 'beat']), ...second])).toEqual([
      'the state of beat in life 2 has 2 calls, and 1 were executed',
    ]);
  });

  it('finds an end that is another than without interruptions', () => {
    const { wrongEnds, problems } = new Judge(
      [...first, ...second.slice(0, -1), final(2, 'chaos')],
      reference,
    ).judge();

    expect(wrongEnds).toBe(1);
    expect(problems).toEqual([
      'life 2 ended with chaos of the works, and uninterrupted it is the end of the works',
    ]);
  });

  it('finds calls that are missing in the end, and an app without an end', () => {
    expect(problemsOf(first)).toEqual(['w(2) was never complete', 'the app did not come to its end']);
    expect(new Judge([...first, ...second], reference.slice(0, -1)).judge().problems).toEqual([
      'the uninterrupted run did not come to its end',
    ]);
  });
});
