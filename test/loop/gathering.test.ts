import type { Clock } from '../../src/clock.js';
import { WakeUp } from '../../src/loop/wake.js';

/** A clock that stands still; its alarms ring when they are told to. */
class StoppedClock implements Clock {
  readonly alarms = new Map<number, () => void>();
  readonly deferred: (() => void)[] = [];

  now(): number {
    return 0;
  }

  setAlarm(delayMs: number, ring: () => void) {
    this.alarms.set(delayMs, ring);
    return { cancel: () => void this.alarms.delete(delayMs) };
  }

  defer(task: () => void): void {
    this.deferred.push(task);
  }

  run<T>(code: () => T): T {
    return code();
  }
}

describe('what the loop waits on after a long pass', () => {
  const gatherMs = 5;
  let clock: StoppedClock;
  let callsUnderWay: number;
  let wakeUp: WakeUp;
  let begun: number;

  beforeEach(() => {
    clock = new StoppedClock();
    callsUnderWay = 3;
    wakeUp = new WakeUp(clock, () => callsUnderWay > 0);
    begun = 0;
  });

  function endCall(): void {
    callsUnderWay--;
    wakeUp.wake('callEnded');
  }

  async function wait(afterMs = gatherMs): Promise<void> {
    void wakeUp.next(100, afterMs).then(() => {
      begun++;
    });
    await settle();
  }

  /** Lets the event loop turn, and what has been resolved be heard of. */
  function settle(): Promise<void> {
    for (const task of clock.deferred.splice(0)) task();
    return new Promise(setImmediate);
  }

  it('gathers the ends of calls for one pass while others are under way', async () => {
    await wait();
    endCall();
    endCall();
    await settle();
    expect(begun).toBe(0);
    expect(wakeUp.isAwaited).toBe(false);

    clock.alarms.get(gatherMs)?.();
    await settle();
    expect(begun).toBe(1);
    expect(wakeUp.take()).toBe(true);
    expect(clock.alarms.size).toBe(0);
  });

  it('gathers those too that came during the pass', async () => {
    endCall();
    await wait();
    expect(begun).toBe(0);
    clock.alarms.get(gatherMs)?.();
    await settle();
    expect(begun).toBe(1);
  });

  it('begins a pass at once when the last of the calls has ended', async () => {
    await wait();
    endCall();
    endCall();
    endCall();
    await settle();
    expect(begun).toBe(1);
    expect(clock.alarms.size).toBe(0);
  });

  it.each(['stateSet', 'tick', 'flowChanged', 'end'] as const)(
    'begins a pass at once for %s',
    async (reason) => {
      await wait();
      endCall();
      wakeUp.wake(reason);
      await settle();
      expect(begun).toBe(1);
    },
  );

  it('gathers nothing where something else came during the pass', async () => {
    endCall();
    wakeUp.wake('stateSet');
    await wait();
    await settle();
    expect(begun).toBe(1);
  });

  it('goes on waiting where no call has ended by then', async () => {
    await wait();
    clock.alarms.get(gatherMs)?.();
    await settle();
    expect(begun).toBe(0);
    expect(wakeUp.isAwaited).toBe(true);

    endCall();
    await settle();
    expect(begun).toBe(1);
  });

  it('lets the event loop turn before a pass, however urgent', async () => {
    await wait();
    wakeUp.wake('stateSet');
    await new Promise(setImmediate);
    expect(begun).toBe(0);

    wakeUp.wake('stateSet');
    await settle();
    expect(begun).toBe(1);
  });

  it('begins a pass for each end after a short one', async () => {
    await wait(0);
    endCall();
    await settle();
    expect(begun).toBe(1);
  });
});
