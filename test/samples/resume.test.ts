import { SampleProcess } from '../../samples/11-resume/process.js';
import { SampleCopy } from '../../samples/12-incremental-index/sample-copy.js';
import { repository } from './run-command.js';

const copy = new SampleCopy(repository, '11-resume');
const env = { ...process.env, STEP_MS: '40' };
const steps = ['north', 'east', 'southwest', 'centre'].flatMap((station) => [
  `root.fetch('${station}')`,
  `root.simulate('${station}')`,
]);
let uninterruptedEnd: string | undefined;

beforeAll(async () => {
  copy.compile();
  const run = start('uninterrupted');
  expect(await run.end()).toBe(0);
  expect(stepsThat('begins', run).sort()).toEqual([...steps, "root.report('stations')"].sort());
  uninterruptedEnd = run.lines.at(-1);
});
afterAll(() => copy.remove());

it('comes to its end', () => {
  expect(uninterruptedEnd).toBe("ends with 4 fetched, 4 simulated, result 'stations: 104, 83, 188, 125'");
});

it.each([
  "root.fetch('north') begins",
  "root.fetch('north') has succeeded",
  "root.simulate('north') begins",
  "root.simulate('east') has succeeded",
  "root.fetch('centre') begins",
  "root.simulate('centre') has succeeded",
  "root.report('stations') begins",
  "root.report('stations') has succeeded",
  'INFO: Your app has stopped: all is reported',
])(
  'killed at `%s` and started again, does what was not complete, and comes to the same end',
  async (moment) => {
    const first = start(moment);
    await first.killAt(moment);
    expect(first.lines).toContain(moment);

    const second = start(moment);

    expect(await second.end()).toBe(0);
    const before = stepsThat('has succeeded', first);
    const again = stepsThat('begins', second);
    const hits = stepsThat('is a hit, from run 1', second);
    expect(again.filter((step) => before.includes(step))).toEqual([]);
    expect(hits).toEqual(expect.arrayContaining(before.filter((step) => steps.includes(step))));
    // Each step is either: what was in the middle has begun again.
    expect([...hits, ...again].filter((step) => steps.includes(step)).sort()).toEqual([...steps].sort());
    expect(second.lines.at(-1)).toBe(uninterruptedEnd);
  },
);

it('comes to the same end also when it is killed with each step that it completes', async () => {
  const done: string[] = [];
  for (const step of [...steps, "root.report('stations')"]) {
    if (done.includes(step)) continue;
    const run = start('killed again and again');
    await run.killAt(`${step} has succeeded`);
    done.push(...stepsThat('has succeeded', run));
  }

  const last = start('killed again and again');

  expect(await last.end()).toBe(0);
  // Nothing that was told to be complete is done twice, in whichever of the processes.
  expect(done).toHaveLength(new Set(done).size);
  expect(stepsThat('begins', last)).toEqual([]);
  expect(last.lines.at(-1)).toBe(uninterruptedEnd);
});

/** One process; those with the same name go on where the one before was. */
function start(name: string): SampleProcess {
  return new SampleProcess(copy.app, `${copy.store} ${name.replace(/\W+/g, '-')}`, env);
}

/** The steps of which a process has said something. */
function stepsThat(claim: string, { lines }: SampleProcess): string[] {
  return lines.flatMap((line) => (line.endsWith(` ${claim}`) ? [line.slice(0, -claim.length - 1)] : []));
}
