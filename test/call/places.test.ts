import * as fc from 'fast-check';
import type { WorkOptions } from 'workloop';
import { turns } from '../loop/deferred.js';
import { FakeExecutor } from './fake-executor.js';
import { Member, Remote } from './member.js';

function remote(options: WorkOptions) {
  const executor = new FakeExecutor();
  const member = new Member(new Remote(), () => executor, { raiseException: false, ...options });
  return { executor, member };
}

describe('a work with a concurrency above 1', () => {
  it('executes so many calls side by side, each in a slot of its own, first in first out', async () => {
    const { executor, member } = remote({ concurrency: 2 });
    for (const name of ['a', 'b', 'c', 'd']) void member.call(name);
    expect([executor.executing, executor.slots.length, member.handle.queueLength]).toEqual([
      ['a', 'b'],
      2,
      2,
    ]);
    executor.slotOf('b').begin();
    executor.slotOf('b').return('B');
    expect(executor.executing.sort()).toEqual(['a', 'c']);
    executor.slotOf('a').begin();
    executor.slotOf('a').return('A');
    expect(executor.executing.sort()).toEqual(['c', 'd']);
    expect(executor.slots).toHaveLength(2);
    await member.close();
  });

  it('opens no more slots than it needs', async () => {
    const { executor, member } = remote({ concurrency: 8 });
    for (const name of ['a', 'b', 'c']) {
      void member.call(name);
      executor.slotOf(name).begin();
      executor.slotOf(name).return(name);
    }
    expect(executor.slots).toHaveLength(1);
    await member.close();
  });
});

type Step =
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'begin' | 'return' | 'throw' | 'crash' | 'fail setup'; readonly slot: number }
  | { readonly kind: 'stop' | 'start' | 'retry' | 'delete' | 'renew' | 'time' };

const onSlot = (...kinds: Extract<Step, { slot: number }>['kind'][]): fc.Arbitrary<Step> =>
  fc.record({ kind: fc.constantFrom(...kinds), slot: fc.nat({ max: 2 }) });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('call' as const), name: fc.constantFrom(...'abcdef') }),
  },
  { weight: 5, arbitrary: onSlot('begin') },
  { weight: 4, arbitrary: onSlot('return', 'throw', 'crash', 'fail setup') },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'stop' as const,
        'start' as const,
        'retry' as const,
        'delete' as const,
        'renew' as const,
        'time' as const,
      ),
    }),
  },
);

/** What whoever hears of an event does about it, in the middle of it. */
interface Reaction {
  readonly event: 'started' | 'retried' | 'settled';
  readonly verb: 'stop' | 'start' | 'delete';
}

const reaction: fc.Arbitrary<Reaction | undefined> = fc.option(
  fc.record({
    event: fc.constantFrom('started' as const, 'retried' as const, 'settled' as const),
    verb: fc.constantFrom('stop' as const, 'start' as const, 'delete' as const),
  }),
  { nil: undefined },
);

function react(member: Member, { event, verb }: Reaction): void {
  member.onEvent = (line) => {
    if (line.startsWith(event)) member.handle[verb]();
  };
}

describe('whatever happens to the calls of a work', () => {
  it('loses none, ends each once, executes none twice at a time and the first one first', async () => {
    const options = fc.record({
      concurrency: fc.integer({ min: 1, max: 3 }),
      cacheCalls: fc.boolean(),
      attempts: fc.integer({ min: 1, max: 3 }),
      timeoutMs: fc.constantFrom(Number.POSITIVE_INFINITY, 15),
      backoffMs: fc.constantFrom(0, 10),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 50 }),
        options,
        reaction,
        async (steps, chosen, reacted) => {
          const { attempts, backoffMs, ...rest } = chosen;
          const { executor, member } = remote({ ...rest, retry: { attempts, backoffMs, jitter: 0 } });
          if (reacted !== undefined) react(member, reacted);
          try {
            for (const next of steps) {
              take(next, executor, member);
              await Promise.resolve();
              expectOrder(executor, member, rest.concurrency);
            }
            member.onEvent = () => undefined;
            await finish(executor, member);
            expectEveryCallEndedOnce(member.events);
            expect(executor.slots.every(({ isClosed }) => isClosed)).toBe(true);
          } finally {
            member.clock.close();
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

let renewals = 0;

function take(next: Step, executor: FakeExecutor, member: Member): void {
  switch (next.kind) {
    case 'call':
      void member.call(next.name);
      return;
    case 'stop':
    case 'start':
    case 'retry':
    case 'delete':
      member.handle[next.kind]();
      return;
    case 'time':
      member.clock.moveTo(member.clock.now() + 10);
      return;
    case 'renew':
      member.configure({ maxMemoryMb: 64 + (renewals++ % 2) });
      return;
    default:
      takeOnSlot(next.kind, executor.slots.filter(({ job }) => job !== undefined)[next.slot]);
  }
}

function takeOnSlot(
  kind: Extract<Step, { slot: number }>['kind'],
  slot: FakeExecutor['slots'][0] | undefined,
): void {
  if (slot === undefined) return;
  if (kind === 'begin') {
    if (!slot.hasBegun) slot.begin();
  } else if (kind === 'fail setup') {
    if (!slot.hasBegun) slot.end({ kind: 'setupFailed', error: new Error('setup') });
  } else if (slot.hasBegun || kind === 'crash') {
    if (kind === 'return') slot.return('value');
    else if (kind === 'throw') slot.throw(new Error('thrown'));
    else slot.end({ kind: 'crashed', error: new Error('crashed') });
  }
}

/** What must hold at any time. */
function expectOrder(executor: FakeExecutor, member: Member, concurrency: number): void {
  const { executing } = executor;
  expect(executing.length).toBeLessThanOrEqual(concurrency);
  const awaited = executor.slots.filter(
    ({ job, abortedWith }) => job !== undefined && abortedWith === undefined,
  );
  expect(new Set(awaited.map(({ job }) => job?.args[0])).size).toBe(awaited.length);
  expect(executor.slots.filter(({ isClosed }) => !isClosed).length).toBeLessThanOrEqual(concurrency);
  // First attempts begin in the order of the calls.
  const queued = member.events.filter((event) => event.startsWith('queued')).map((event) => event.slice(7));
  const begun = executor.log.filter((line) => /^execute .\/1$/.test(line)).map((line) => line[8] as string);
  expect(isSubsequence(begun, queued)).toBe(true);
}

/** Lets everything come to its end: the work is started, each body returns, time passes. */
async function finish(executor: FakeExecutor, member: Member): Promise<void> {
  member.handle.start();
  for (let round = 0; round < 200; round++) {
    await turns(1);
    const slot = executor.slots.find(({ job }) => job !== undefined);
    if (slot === undefined && member.clock.nextAlarmMs === undefined) break;
    if (slot === undefined) member.clock.moveTo(member.clock.nextAlarmMs ?? 0);
    else if (slot.hasBegun || slot.abortedWith !== undefined) slot.return('value');
    else slot.begin();
  }
  expect([executor.executing, member.handle.queueLength]).toEqual([[], 0]);
  await member.leave();
}

function expectEveryCallEndedOnce(events: readonly string[]): void {
  const open = new Map<string, number>();
  for (const event of events) {
    const [kind, name = ''] = event.split(' ');
    if (kind === 'queued') {
      expect(open.get(name) ?? 0).toBe(0);
      open.set(name, 1);
    } else if (kind === 'settled') {
      expect(open.get(name)).toBe(1);
      open.set(name, 0);
    }
  }
  expect([...open.values()].filter((count) => count !== 0)).toEqual([]);
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let position = 0;
  for (const item of whole) if (item === part[position]) position++;
  return position === part.length;
}
