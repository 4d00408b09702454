import { flow, OutsidePassError, type ScheduleOptions, schedule, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { systemClock } from '../../src/clock.js';
import { CronTimes } from '../../src/loop/schedule/cron-times.js';
import { Schedule } from '../../src/loop/schedule/schedule.js';
import { doing } from './doing.js';

const AT = '2026-03-02T10:00:30.000Z';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A root that asks one schedule in every pass, and notes when it is given a tick. */
function asking(cron: string, options: ScheduleOptions = {}) {
  const ticks: string[] = [];
  const root = doing(() => {
    if (schedule(cron, { timezone: 'UTC', ...options })) ticks.push(new Date().toISOString());
  });
  return { root, ticks };
}

async function ticksOf(cron: string, ms: number, options?: ScheduleOptions, at = AT): Promise<string[]> {
  const { root, ticks } = asking(cron, options);
  const app = new TestApp(root, { at, heartbeatMs: false });
  await app.advance(ms);
  await app.close();
  return ticks;
}

describe('schedule', () => {
  it('is true for one pass per tick, with a heartbeat and without', async () => {
    for (const heartbeatMs of [100, false] as const) {
      const { root, ticks } = asking('* * * * *');
      const app = new TestApp(root, { at: AT, heartbeatMs });
      await app.advance(3 * MINUTE_MS);
      expect(ticks).toEqual([
        '2026-03-02T10:01:00.000Z',
        '2026-03-02T10:02:00.000Z',
        '2026-03-02T10:03:00.000Z',
      ]);
      await app.close();
    }
  });

  it('ticks first at the first time after it is met, also when met at such a time', async () => {
    expect(await ticksOf('0 10 * * *', 24 * HOUR_MS, {}, '2026-03-02T10:00:00.000Z')).toEqual([
      '2026-03-03T10:00:00.000Z',
    ]);
    expect(await ticksOf('*/10 * * * * *', 12_000, {}, '2026-03-02T10:00:00.500Z')).toEqual([
      '2026-03-02T10:00:10.000Z',
    ]);
  });

  it.each([
    ['@hourly', '2026-03-02T11:00:00.000Z'],
    ['@daily', '2026-03-03T00:00:00.000Z'],
    ['@midnight', '2026-03-03T00:00:00.000Z'],
    ['@weekly', '2026-03-08T00:00:00.000Z'],
    ['@monthly', '2026-04-01T00:00:00.000Z'],
    ['@yearly', '2027-01-01T00:00:00.000Z'],
    ['@annually', '2027-01-01T00:00:00.000Z'],
    ['@Daily', '2026-03-03T00:00:00.000Z'],
    ['15 10 * * *', '2026-03-02T10:15:00.000Z'],
    ['45 15 10 * * *', '2026-03-02T10:15:45.000Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
    ['0 0 13 * FRI', '2026-03-06T00:00:00.000Z'],
    ['  0   12  * * 7 ', '2026-03-08T12:00:00.000Z'],
  ])('ticks first by %p at %s', async (cron, time) => {
    expect((await ticksOf(cron, Date.parse(time) - Date.parse(AT)))[0]).toBe(time);
  });

  it('wakes the loop without a heartbeat when years lie between, which no timer lasts', async () => {
    const { root, ticks } = asking('@yearly');
    const app = new TestApp(root, { at: AT, heartbeatMs: false });
    await app.advance(2 * 366 * 24 * HOUR_MS);
    expect(ticks).toEqual(['2027-01-01T00:00:00.000Z', '2028-01-01T00:00:00.000Z']);
    // The first pass, and one for each tick: what an alarm on the way has to say is nothing to the flow.
    expect(app.counts.passes).toBe(3);
    await app.close();
  });

  it('means the machine’s own timezone by default', async () => {
    const ticks: Date[] = [];
    const root = doing(() => {
      if (schedule('0 12 * * *')) ticks.push(new Date());
    });
    const app = new TestApp(root, { at: AT, heartbeatMs: false });
    await app.advance(24 * HOUR_MS);
    expect(ticks.map((tick) => tick.getHours())).toEqual([12]);
    await app.close();
  });

  it('throws outside a pass', () => {
    expect(() => schedule('@daily')).toThrow(OutsidePassError);
  });

  it('answers the same however often it is asked in a pass, and says what tells schedules apart', async () => {
    const answers: boolean[] = [];
    const root = doing(() => void answers.push(schedule('* * * * *'), schedule('* * * * *')));
    const app = new TestApp(root, { at: AT, heartbeatMs: false });
    await app.advance(MINUTE_MS);
    expect(answers).toEqual([false, false, true, true]);
    expect(app.warnings).toEqual([expect.stringContaining('`key`')]);
    await app.close();
  });

  it('keeps other texts, keys and timezones apart', async () => {
    const ticks: string[] = [];
    const root = doing(() => {
      const minutes = new Date().toISOString().slice(11, 16);
      for (const key of ['a', 'b'])
        if (schedule('10 * * * *', { key, timezone: 'UTC' })) ticks.push(`${minutes} ${key}`);
      for (const cron of ['5 * * * *', '20 * * * *'])
        if (schedule(cron, { timezone: 'UTC' })) ticks.push(`${minutes} ${cron}`);
      for (const timezone of ['UTC', 'Asia/Kolkata'])
        if (schedule('40 10 * * *', { timezone })) ticks.push(`${minutes} ${timezone}`);
    });
    const app = new TestApp(root, { at: '2026-03-02T05:01:00Z', heartbeatMs: false });
    await app.advance(HOUR_MS);
    expect(ticks).toEqual([
      '05:05 5 * * * *',
      '05:10 a',
      '05:10 b',
      '05:10 Asia/Kolkata',
      '05:20 20 * * * *',
    ]);
    expect(app.warnings).toEqual([]);
    await app.close();
  });

  it('works in an async flow, after its awaits', async () => {
    const ticks: number[] = [];
    @flow()
    class Root {
      async run(): Promise<void> {
        await Promise.resolve();
        if (schedule('* * * * *')) ticks.push(Date.now());
        await Promise.resolve();
      }
    }
    const app = new TestApp(new Root(), { at: AT, heartbeatMs: false });
    await app.advance(2 * MINUTE_MS);
    expect(ticks).toEqual([Date.parse('2026-03-02T10:01Z'), Date.parse('2026-03-02T10:02Z')]);
    await app.close();
  });

  it('is independent in two apps of one process', async () => {
    const [one, other] = [asking('* * * * *'), asking('* * * * *')];
    const first = new TestApp(one.root, { at: AT, heartbeatMs: false });
    const second = new TestApp(other.root, { at: AT, heartbeatMs: false });
    await first.advance(2 * MINUTE_MS);
    await second.advance(MINUTE_MS);
    expect([one.ticks.length, other.ticks.length]).toEqual([2, 1]);
    await first.close();
    await second.close();
  });

  it('begins anew in an app that is started again', async () => {
    const { root, ticks } = asking('@hourly');
    const first = new TestApp(root, { at: '2026-03-02T10:30:00Z', heartbeatMs: false });
    await first.idle();
    await first.close();
    const second = new TestApp(root, { at: '2026-03-02T11:30:00Z', heartbeatMs: false });
    await second.advance(HOUR_MS);
    expect(ticks).toEqual(['2026-03-02T12:00:00.000Z']);
    await second.close();
  });

  it('leaves no alarm behind when the app ends', async () => {
    const { root } = asking('@daily');
    const app = new TestApp(root, { at: AT, heartbeatMs: false });
    await app.idle();
    expect(app.clock.nextAlarmMs).toBe(Date.parse('2026-03-03'));
    const closed: (number | undefined)[] = [];
    app.on('app:stopped', () => closed.push(app.clock.nextAlarmMs));
    await app.close();
    expect(closed).toEqual([undefined]);
  });

  it('takes the alarms of a flow away with it, and begins anew when it comes back', async () => {
    const ticks: string[] = [];
    @flow()
    class Child {
      run(): void {
        // As the transformer passes it.
        if ((schedule as Asked)('@hourly', { timezone: 'UTC' }, { site: 'a', flow: this }))
          ticks.push(new Date().toISOString());
      }
    }
    @flow()
    class Root {
      child: Child | undefined = new Child();
      run(): void {
        this.child?.run();
      }
    }
    const root = new Root();
    const child = root.child;
    const app = new TestApp(root, { at: AT, heartbeatMs: false });
    await app.idle();
    root.child = undefined;
    await app.pass();
    expect(app.clock.nextAlarmMs).toBeUndefined();
    app.clock.moveTo(Date.parse('2026-03-02T11:30Z'));
    root.child = child;
    await app.pass();
    await app.advance(HOUR_MS);
    expect(ticks).toEqual(['2026-03-02T12:00:00.000Z']);
    await app.close();
  });

  it('is independent for two instances of one flow', async () => {
    const ticks: string[] = [];
    @flow()
    class Child {
      constructor(private readonly _name: string) {}
      run(): void {
        if ((schedule as Asked)('@hourly', undefined, { site: 'a', flow: this })) ticks.push(this._name);
      }
    }
    @flow()
    class Root {
      children = [new Child('a'), new Child('b')];
      _active = 2;
      run(): void {
        for (const child of this.children.slice(0, this._active)) child.run();
      }
    }
    const root = new Root();
    const app = new TestApp(root, { at: AT, heartbeatMs: false });
    await app.idle();
    root._active = 1;
    await app.advance(HOUR_MS);
    expect(ticks).toEqual(['a']);
    root._active = 2;
    await app.pass();
    expect(ticks).toEqual(['a', 'b']);
    await app.close();
  });

  it('counts for the root where something else than a flow of the app asks', async () => {
    const ticks: unknown[] = [];
    const root = doing(() => {
      if ((schedule as Asked)('@hourly', undefined, { site: 'a', flow: { helper: true } })) ticks.push(1);
    });
    const app = new TestApp(root, { at: AT, heartbeatMs: false });
    await app.advance(HOUR_MS);
    expect(ticks).toHaveLength(1);
    await app.close();
  });
});

/** `schedule` as compiled code calls it. */
type Asked = (cron: string, options: ScheduleOptions | undefined, place: object) => boolean;

describe('a wrong schedule', () => {
  const cases: [string, unknown[], string][] = [
    ['a text of four fields', ['* * * *'], 'cron'],
    ['a text of seven fields', ['* * * * * * 2027'], 'cron'],
    ['a value out of range', ['60 * * * *'], 'cron'],
    ['a word', ['a b c d e'], 'cron'],
    ['an alias that there is not', ['@reboot'], 'cron'],
    ['a date', ['2027-01-01T00:00:00'], 'cron'],
    ['nothing', [undefined], 'cron'],
    ['an empty text', [''], 'cron'],
    ['a day that never comes', ['0 0 30 2 *'], 'cron'],
    ['a timezone that there is not', ['@daily', { timezone: 'Mars/Olympus' }], 'timezone'],
    ['an offset', ['@daily', { timezone: '+02:00' }], 'timezone'],
    ['an empty timezone', ['@daily', { timezone: '' }], 'timezone'],
    ['a timezone that is no text', ['@daily', { timezone: 2 }], 'timezone'],
    ['another catchUp', ['@daily', { catchUp: 'all' }], 'catchUp'],
    ['a key that is no text', ['@daily', { key: 1 }], 'key'],
    ['an unknown option', ['@daily', { tz: 'UTC' }], 'tz'],
    ['options that are none', ['@daily', 'UTC'], 'options'],
  ];
  it.each(cases)('%s is refused by name', async (_, args, option) => {
    const app = new TestApp(doing(() => void (schedule as (...args: unknown[]) => boolean)(...args)));
    await expect(app.pass().then(() => app.ended)).rejects.toMatchObject({
      code: 'WORKLOOP_INVALID_OPTION',
      option,
    });
    await expect(app.close()).rejects.toMatchObject({ option });
  });
});

describe('a daily 02:30 in Europe/Berlin', () => {
  it.each([
    [
      'is given once after the hour that is left out',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'],
    ],
    [
      'is given once in the hour that comes twice',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ],
  ])('%s', async (_, at, expected) => {
    expect(await ticksOf('30 2 * * *', 48 * HOUR_MS, { timezone: 'Europe/Berlin' }, at)).toEqual(expected);
  });

  it('is given once after the process slept through the change', async () => {
    for (const at of ['2026-03-28T22:00:00Z', '2026-10-24T22:00:00Z']) {
      const { root, ticks } = asking('30 2 * * *', { timezone: 'Europe/Berlin' });
      const app = new TestApp(root, { at, heartbeatMs: 60_000 });
      await app.idle();
      app.clock.moveTo(Date.parse(at) + 10 * HOUR_MS);
      await app.advance(10 * HOUR_MS);
      expect(ticks).toHaveLength(1);
      await app.close();
    }
  });
});

describe('a clock that jumps', () => {
  it('gives one tick for all that were missed, or none where those are to be skipped', async () => {
    const given = { once: ['12:34:56', '12:35:00'], skip: ['12:35:00'] };
    for (const catchUp of ['once', 'skip'] as const) {
      const { root, ticks } = asking('* * * * *', { catchUp });
      const app = new TestApp(root, { at: AT, heartbeatMs: false });
      await app.idle();
      app.clock.moveTo(Date.parse('2026-03-05T12:34:56Z'));
      await app.idle();
      await app.advance(10_000);
      expect(ticks.map((tick) => tick.slice(11, 19))).toEqual(given[catchUp]);
      await app.close();
    }
  });

  it('brings no tick a second time when it is set back', () => {
    let nowMs = Date.parse(AT);
    const clock = { ...systemClock, now: () => nowMs, setAlarm: () => ({ cancel: () => undefined }) };
    const minutely = new Schedule('* * * * *', new CronTimes('* * * * *', 'UTC'), clock, () => undefined);
    const dueAt = (at: string): string | undefined => {
      nowMs = Date.parse(at);
      const { due } = minutely;
      if (due !== undefined) minutely.take(due);
      return due === undefined ? undefined : new Date(due).toISOString().slice(11, 16);
    };
    expect(dueAt('2026-03-02T10:01:10Z')).toBe('10:01');
    expect(dueAt('2026-03-02T09:00:00Z')).toBeUndefined();
    expect(dueAt('2026-03-02T10:01:59Z')).toBeUndefined();
    expect(dueAt('2026-03-02T10:02:00Z')).toBe('10:02');
  });
});

describe('a schedule that the flow passes by', () => {
  it.each([
    ['once', ['11:30']],
    ['skip', []],
  ] as const)('with catchUp %p', async (catchUp, expected) => {
    const ticks: string[] = [];
    let isOpen = true;
    const root = doing(() => {
      if (isOpen && schedule('@hourly', { timezone: 'UTC', catchUp }))
        ticks.push(new Date().toISOString().slice(11, 16));
    });
    const app = new TestApp(root, { at: AT, heartbeatMs: MINUTE_MS });
    await app.idle();
    isOpen = false;
    await app.advance(89 * MINUTE_MS);
    isOpen = true;
    await app.advance(2 * MINUTE_MS);
    expect(ticks).toEqual(expected.length > 0 ? [expect.stringMatching(/^11:(29|30)$/)] : []);
    await app.close();
  });
});

it('costs a work its identity nothing: a work that a tick calls is executed once per tick', async () => {
  const executed: string[] = [];
  @work()
  class Report {
    run(hour: string): void {
      executed.push(hour);
    }
  }
  @flow()
  class Root {
    report = new Report();
    run(): void {
      if (schedule('@hourly', { timezone: 'UTC' })) this.report.run(new Date().toISOString().slice(0, 13));
    }
  }
  const app = new TestApp(new Root(), { at: AT });
  await app.advance(2 * HOUR_MS);
  expect(executed).toEqual(['2026-03-02T11', '2026-03-02T12']);
  await app.close();
});
