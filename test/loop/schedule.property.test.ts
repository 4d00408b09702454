import fc from 'fast-check';
import { flow, schedule } from 'workloop';
import { TestApp } from 'workloop/testing';
import { CronTimes } from '../../src/loop/schedule/cron-times.js';
import { Gated, passBy } from './gated.js';

const MINUTE_MS = 60_000;

/** A field of a cron text and the values that it means. */
interface Field {
  readonly text: string;
  readonly values: ReadonlySet<number>;
}

type Fields = readonly [minute: Field, hour: Field, day: Field, month: Field, weekday: Field];

function fieldOf(from: number, to: number): fc.Arbitrary<Field> {
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const value = fc.integer({ min: from, max: to });
  return fc.oneof(
    fc.constant({ text: '*', values: new Set(all) }),
    fc.integer({ min: 2, max: to - from }).map((step) => ({
      text: `*/${step}`,
      values: new Set(all.filter((one) => (one - from) % step === 0)),
    })),
    fc
      .uniqueArray(value, { minLength: 1, maxLength: 4 })
      .map((values) => ({ text: values.join(','), values: new Set(values) })),
    fc
      .tuple(value, value)
      .map(([one, other]): [number, number] => [Math.min(one, other), Math.max(one, other)])
      .map(([low, high]) => ({
        text: `${low}-${high}`,
        values: new Set(all.filter((x) => x >= low && x <= high)),
      })),
  );
}

const cronOf = fc.tuple(fieldOf(0, 59), fieldOf(0, 23), fieldOf(1, 31), fieldOf(1, 12), fieldOf(0, 6));

/** The times in a span, minute by minute, in UTC. */
function timesBetween(fields: Fields, fromMs: number, toMs: number): number[] {
  const [minute, hour, day, month, weekday] = fields;
  const times: number[] = [];
  for (let ms = Math.floor(fromMs / MINUTE_MS + 1) * MINUTE_MS; ms <= toMs; ms += MINUTE_MS) {
    const date = new Date(ms);
    const isDay = day.values.has(date.getUTCDate());
    const isWeekday = weekday.values.has(date.getUTCDay());
    const isDate = day.text === '*' || weekday.text === '*' ? isDay && isWeekday : isDay || isWeekday;
    const isTime = minute.values.has(date.getUTCMinutes()) && hour.values.has(date.getUTCHours());
    if (isTime && isDate && month.values.has(date.getUTCMonth() + 1)) times.push(ms);
  }
  return times;
}

test('the times of a cron text are those that its fields mean, forwards and backwards', () => {
  const at = fc.integer({ min: Date.parse('2024-02-20'), max: Date.parse('2026-12-31') });
  fc.assert(
    fc.property(cronOf, at, (fields, fromMs) => {
      const text = fields.map((field) => field.text).join(' ');
      const toMs = fromMs + 3 * 24 * 60 * MINUTE_MS;
      const expected = timesBetween(fields, fromMs, toMs);
      const cron = new CronTimes(text, 'UTC');
      const found: number[] = [];
      for (
        let ms = cron.after(fromMs);
        ms !== undefined && ms <= toMs && found.length < 50;
        ms = cron.after(ms)
      )
        found.push(ms);
      expect(found).toEqual(expected.slice(0, 50));
      const [first] = expected;
      if (first !== undefined) expect(cron.lastUntil(toMs, first)).toBe(expected.at(-1));
    }),
    { numRuns: 150 },
  );
});

test('the last time is the one that was found forwards, also where the clocks change', () => {
  const changes = fc.constantFrom('2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z');
  const time = fc.tuple(fieldOf(0, 59), fieldOf(0, 5));
  fc.assert(
    fc.property(time, changes, fc.integer({ min: 1, max: 30 * 60 }), ([minute, hour], at, minutes) => {
      const cron = new CronTimes(`${minute.text} ${hour.text} * * *`, 'Europe/Berlin');
      const fromMs = Date.parse(at);
      const toMs = fromMs + minutes * MINUTE_MS;
      const found: number[] = [];
      for (let ms = cron.after(fromMs); ms !== undefined && ms <= toMs; ms = cron.after(ms)) found.push(ms);
      const [first] = found;
      if (first !== undefined) expect(cron.lastUntil(toMs, first)).toBe(found.at(-1));
    }),
    { numRuns: 60 },
  );
});

test('each tick is given once, and those that fall in one suspension together once', async () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('suspend' as const)), {
    minLength: 3,
    maxLength: 12,
  });
  const minutes = fieldOf(0, 59);
  const place = fc.constantFrom('above', 'below');
  const heartbeat = fc.constantFrom(false as const, 40_000);
  await fc.assert(
    fc.asyncProperty(minutes, steps, place, heartbeat, async (minute, plan, where, heartbeatMs) => {
      const cron = `${minute.text} * * * *`;
      const gated = new Gated();
      let name = 0;
      let given = 0;
      @flow()
      class Root {
        gated = gated;
        run(): void {
          if (where === 'below') gated.run(name);
          const isDue = schedule(cron, { timezone: 'UTC' });
          if (where === 'above') gated.run(name);
          if (isDue) given++;
        }
      }
      gated._gate(name).resolve();
      const app = new TestApp(new Root(), { at: '2026-03-02T10:00:30Z', heartbeatMs });
      await passBy(app, 0);
      let nowMinute = 0;
      let expected = 0;
      let isMissed = false;
      let isSuspended = false;
      for (const step of plan) {
        if (step === 'suspend') {
          if (isSuspended) gated._gate(name).resolve();
          else name++;
          if (isSuspended && isMissed) expected++;
          isMissed = false;
          isSuspended = !isSuspended;
          await app.pass();
          await passBy(app, 0);
        } else {
          for (let i = 0; i < step; i++) {
            nowMinute++;
            if (!minute.values.has(nowMinute % 60)) continue;
            if (isSuspended) isMissed = true;
            else expected++;
          }
          await passBy(app, step * MINUTE_MS);
        }
        expect(given).toBe(expected);
      }
      await app.close();
    }),
    { numRuns: 60 },
  );
});
