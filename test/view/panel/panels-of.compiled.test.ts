import { flow, use, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import type { Panel } from '../../../src/view/api.js';
import { hasPanel, panelsOf } from '../../../src/view/panel/panels-of.js';

@work({ parallel: true, executor: 'inline' })
class Measure {
  readings: { at: number; value: number }[] = [];
  async run(count: number): Promise<number> {
    for (let at = 0; at < count; at++) this.readings.push({ at, value: at * at });
    return count;
  }
  view(): Panel {
    return {
      kind: 'series',
      x: this.readings.map(({ at }) => at),
      lines: [{ label: 'value', values: this.readings.map(({ value }) => value) }],
    };
  }
}

@flow()
class Report {
  measure = new Measure();
  totals: Record<string, number> = {};
  run(): void {
    this.totals.count = use(this.measure.run(3));
  }
  view(): Panel[] {
    return [
      { kind: 'keyValues', title: 'Totals', values: this.totals },
      { kind: 'text', text: this.#note() },
    ];
  }
  #note(): string {
    return `${this.measure.readings.length} readings`;
  }
}

it('components that were compiled with the transformer show their state as it is, in an app and after it', async () => {
  const root = new Report();
  const app = new TestApp(root, { heartbeatMs: false });
  const panels = () => ({ ...panelsOf(root), work: panelsOf(root.measure) });

  expect([hasPanel(root), hasPanel(root.measure)]).toEqual([true, true]);
  expect(panels().panels).toEqual([
    { kind: 'keyValues', title: 'Totals', values: {} },
    { kind: 'text', text: '0 readings' },
  ]);
  await app.idle();
  const { passes } = app.counts;
  const expected = {
    panels: [
      { kind: 'keyValues', title: 'Totals', values: { count: 3 } },
      { kind: 'text', text: '3 readings' },
    ],
    work: { panels: [{ kind: 'series', x: [0, 1, 2], lines: [{ label: 'value', values: [0, 1, 4] }] }] },
  };
  expect(panels()).toEqual(expected);
  // To be looked at is no reason for a pass.
  await app.idle();
  expect(app.counts.passes).toBe(passes);
  await app.close();
  expect(panels()).toEqual(expected);
});

it('a view() that calls a work is told that it is outside of a pass', async () => {
  @flow()
  class Calling {
    measure = new Measure();
    run(): void {
      use(this.measure.run(1));
    }
    view(): Panel {
      return { kind: 'text', text: String(this.measure.run(1)) };
    }
  }
  const root = new Calling();
  const app = new TestApp(root, { heartbeatMs: false });
  await app.idle();

  expect(panelsOf(root)).toEqual({ panels: [], error: expect.stringContaining('`view()` threw: ') });
  expect(panelsOf(root).error).toContain('pass');
  await app.close();
});
