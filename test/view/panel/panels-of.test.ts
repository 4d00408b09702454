import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import type { Panel } from '../../../src/view/api.js';
import { hasPanel, panelsOf } from '../../../src/view/panel/panels-of.js';

/** A component whose `view()` does this. */
function showing(view: () => unknown): object {
  class Shown {
    view() {
      return view();
    }
  }
  return new Shown();
}

const series = (x: unknown, ...lines: unknown[]) => ({
  kind: 'series',
  x,
  lines: lines.map((values, i) => ({ label: `line ${i}`, values })),
});

describe('whether a component has a panel', () => {
  it('is so where its class, or one that it extends, has the method', () => {
    class Own {
      view() {
        return [];
      }
    }
    class Inherited extends Own {}

    expect([hasPanel(new Own()), hasPanel(new Inherited())]).toEqual([true, true]);
  });

  it.each<[string, object]>([
    ['a class without it', new (class {})()],
    [
      'a field of that name',
      new (class {
        view = 'list';
      })(),
    ],
    [
      'a field that holds a function',
      new (class {
        view = () => [];
      })(),
    ],
    [
      'an accessor',
      new (class {
        get view(): never {
          throw new Error('looked at');
        }
      })(),
    ],
    [
      'a method that wants arguments',
      new (class {
        view(_page: number) {
          return [];
        }
      })(),
    ],
    ['nothing to inherit from', Object.create(null)],
  ])('is not so with %s', (_, component) => {
    expect(hasPanel(component)).toBe(false);
    expect(panelsOf(component)).toEqual({ panels: [] });
  });
});

describe('the panels of a component', () => {
  it('are what view() returns, one or several, called on the component', () => {
    class Daily {
      day = 'Monday';
      view(): Panel {
        return { kind: 'text', title: 'Today', text: this.day };
      }
    }

    expect(panelsOf(new Daily())).toEqual({ panels: [{ kind: 'text', title: 'Today', text: 'Monday' }] });
    const all: Panel[] = [
      { kind: 'text', text: '' },
      { kind: 'keyValues', values: { a: 1, b: 'two', c: true, d: null } },
      {
        kind: 'table',
        title: 'T',
        columns: ['a', 'b'],
        rows: [
          [1, null],
          ['x', false],
        ],
      },
      { kind: 'series', x: [1, 2], isTime: true, lines: [{ label: 'l', values: [null, 3] }] },
    ];
    expect(panelsOf(showing(() => all))).toEqual({ panels: all });
    expect(panelsOf(showing(() => []))).toEqual({ panels: [] });
  });

  it('are copies, of values of any realm', () => {
    const rows = [[1]];
    const { panels } = panelsOf(showing(() => ({ kind: 'table', columns: ['n'], rows })));
    rows[0] = [2];
    rows.push([3]);
    expect(panels).toEqual([{ kind: 'table', columns: ['n'], rows: [[1]] }]);

    const foreign = runInNewContext(`({ kind: 'keyValues', values: { a: 1 } })`);
    expect(panelsOf(showing(() => [foreign]))).toEqual({ panels: [{ kind: 'keyValues', values: { a: 1 } }] });
  });

  it('leave out what is undefined, and do not set prototypes', () => {
    const values: object = JSON.parse('{ "__proto__": 1, "constructor": 2 }');
    const panel = panelsOf(showing(() => ({ kind: 'keyValues', title: undefined, values }))).panels[0];

    expect(JSON.stringify(panel)).toBe('{"kind":"keyValues","values":{"__proto__":1,"constructor":2}}');
  });

  it('have the points of a series in order', () => {
    const { panels } = panelsOf(
      showing(() =>
        series(
          [3, 1, 2],
          ['c', 'a', 'b'].map((c) => c.charCodeAt(0)),
        ),
      ),
    );

    expect(panels).toEqual([series([1, 2, 3], [97, 98, 99])]);
  });

  it('have numbers that JSON cannot say as texts, beside a key and in a cell', () => {
    const panel = { kind: 'table', columns: ['mean'], rows: [[Number.NaN], [Number.NEGATIVE_INFINITY]] };

    expect(panelsOf(showing(() => panel)).panels).toEqual([{ ...panel, rows: [['NaN'], ['-Infinity']] }]);
  });
});

describe('what grows', () => {
  it.each<[string, () => unknown, object]>([
    [
      'rows',
      () => ({
        kind: 'table',
        title: 'All',
        columns: ['n'],
        rows: Array.from({ length: 1500 }, (_, n) => [n]),
      }),
      { title: 'All (the first 1000 of 1500 rows)' },
    ],
    [
      'points',
      () =>
        series(
          Array.from({ length: 12_000 }, (_, n) => n),
          new Array(12_000).fill(0),
        ),
      { title: '(the last 10000 of 12000 points)' },
    ],
    [
      'text',
      () => ({ kind: 'text', text: 'x'.repeat(30_000) }),
      { title: '(the first 20000 of 30000 characters)', text: `${'x'.repeat(19_999)}…` },
    ],
    [
      'pairs',
      () => ({
        kind: 'keyValues',
        values: Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`k${n}`, n])),
      }),
      { title: '(the first 500 of 600 pairs)' },
    ],
  ])('in %s is cut, and the title says so', (_, view, expected) => {
    expect(panelsOf(showing(view))).toEqual({ panels: [expect.objectContaining(expected)] });
  });

  it('in points keeps the last ones', () => {
    const x = Array.from({ length: 12_000 }, (_, n) => n);
    const [panel] = panelsOf(showing(() => series(x, x))).panels;

    expect(panel).toMatchObject({ x: x.slice(2_000), lines: [{ values: x.slice(2_000) }] });
  });

  it('is refused where all of it together is too much', () => {
    const rows = Array.from({ length: 1_000 }, () => ['x'.repeat(500)]);
    const many = Array.from({ length: 20 }, () => ({ kind: 'table', columns: ['text'], rows }));

    expect(panelsOf(showing(() => many))).toEqual({
      panels: [],
      error: expect.stringContaining('more than 2000000 characters'),
    });
  });
});

describe('what is no panel is refused, by the part that is wrong:', () => {
  const text = { kind: 'text', text: 'fine' };

  it.each<[string, unknown]>([
    ['`panel` is to be a panel, and is `undefined`', undefined],
    ["`panel` is to be a panel, and is `'text'` (string)", 'text'],
    ['`panels[1]` is to be a panel, and is `null`', [text, null]],
    ['`panels` has 21 members, and may have 20', Array.from({ length: 21 }, () => text)],
    [
      "`panel.kind` is to be one of `text`, `keyValues`, `table` and `series`, and is `'chart'` (string)",
      { kind: 'chart' },
    ],
    ["and is `'constructor'` (string)", { kind: 'constructor' }],
    [
      '`panel.colour` is no part of such a panel, which has `kind`, `title` and `text`',
      { ...text, colour: 'red' },
    ],
    ['`panel.text` is to be a string, and is `3` (number)', { kind: 'text', text: 3 }],
    ['`panels[0].title` is to be a string, and is an instance of `Array`', [{ ...text, title: [] }]],
    [
      '`panel.values` is to be a plain object, and is an instance of `Map`',
      { kind: 'keyValues', values: new Map() },
    ],
    ['`panel.values` is to be an object, and is an array', { kind: 'keyValues', values: [] }],
    [
      '`panel.values.at` is to be a string, a number, a boolean or null, and is an instance of `Date`',
      { kind: 'keyValues', values: { at: new Date() } },
    ],
    ['`panel.values["a b"]` is to be', { kind: 'keyValues', values: { 'a b': 1n } }],
    ['`panel.columns` is to be an array, and is `undefined`', { kind: 'table', rows: [] }],
    ['`panel.columns` is empty', { kind: 'table', columns: [], rows: [] }],
    [
      '`panel.rows[1]` has 1 cell, and there are 2 columns',
      { kind: 'table', columns: ['a', 'b'], rows: [[1, 2], [3]] },
    ],
    ['`panel.rows[0][1]` is to be', { kind: 'table', columns: ['a', 'b'], rows: [[1, undefined]] }],
    ['`panel.rows[0]` is to be an array, and is `1` (number)', { kind: 'table', columns: ['a'], rows: [1] }],
    ['`panels[1].lines[0].values` has 3 values, and `x` has 4', [text, series([1, 2, 3, 4], [1, 2, 3])]],
    ['`panel.x[1]` is to be a finite number, and is `NaN` (number)', series([1, Number.NaN], [1, 2])],
    [
      '`panel.lines[1].values[0]` is to be a finite number, and is `undefined`',
      series([1], [1], [undefined]),
    ],
    ['`panel.lines[0].values` is to be an array', series([1], new Float64Array(1))],
    ['`panel.lines[0].color` is no part', { ...series([]), lines: [{ label: '', values: [], color: 1 }] }],
    ['`panel.lines` has 21 members, and may have 20', series([1], ...Array.from({ length: 21 }, () => [1]))],
    ['`panel.isTime` is to be a boolean', { ...series([1], [1]), isTime: 'yes' }],
    [
      '`panel.x[0]` is 9000000000000000, which is no time in milliseconds',
      { ...series([9e15], [1]), isTime: true },
    ],
  ])('%s', (message, returned) => {
    expect(panelsOf(showing(() => returned))).toEqual({
      panels: [],
      error: expect.stringContaining(message),
    });
  });

  it('also with holes', () => {
    expect(panelsOf(showing(() => series(new Array(2), [1, 2]))).error).toContain('`panel.x[0]`');
  });
});

describe('view() that goes wrong', () => {
  it('is told with what it threw', () => {
    const failing = (thrown: unknown) =>
      panelsOf(
        showing(() => {
          throw thrown;
        }),
      );

    expect(failing(new Error('no scores'))).toEqual({ panels: [], error: '`view()` threw: no scores' });
    expect(failing('text').error).toBe("`view()` threw: `'text'` (string)");
    expect(failing(new Error('x'.repeat(5_000))).error).toHaveLength(1_001);
  });

  it.each<[string, () => unknown]>([
    ['an async one', async () => ({ kind: 'text', text: 'late' })],
    ['one that fails later', () => Promise.reject(new Error('late'))],
    ['something like a promise', () => Object.fromEntries([['then', () => undefined]])],
  ])('is refused where it is %s', (_, view) => {
    expect(panelsOf(showing(view))).toEqual({
      panels: [],
      error: expect.stringContaining('returned a promise'),
    });
  });

  it('does no harm where what it returns throws when it is read', () => {
    const trap = new Proxy(
      {},
      {
        get: (_, name) => {
          if (name === 'then') return undefined;
          throw new Error('do not look');
        },
      },
    );

    expect(panelsOf(showing(() => trap)).error).toBe(
      'What `view()` returned threw when it was read: do not look',
    );
  });
});

describe('properties', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 9 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const title = fc.option(fc.string({ maxLength: 9 }), { nil: undefined });
  const titled = (panel: fc.Arbitrary<object>) =>
    fc.tuple(title, panel).map(([name, rest]) => (name === undefined ? rest : { ...rest, title: name }));
  const anyPanel = fc.oneof(
    titled(fc.record({ kind: fc.constant('text'), text: fc.string() })),
    titled(
      fc.record({ kind: fc.constant('keyValues'), values: fc.dictionary(fc.string({ maxLength: 9 }), cell) }),
    ),
    titled(
      fc.array(fc.string({ maxLength: 9 }), { minLength: 1, maxLength: 5 }).chain((columns) =>
        fc.record({
          kind: fc.constant('table'),
          columns: fc.constant(columns),
          rows: fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
            maxLength: 5,
          }),
        }),
      ),
    ),
    titled(
      fc.uniqueArray(fc.integer(), { maxLength: 8 }).chain((x) =>
        fc.record({
          kind: fc.constant('series'),
          x: fc.constant([...x].sort((one, other) => one - other)),
          lines: fc.array(
            fc.record({
              label: fc.string({ maxLength: 9 }),
              values: fc.array(fc.option(fc.integer()), { minLength: x.length, maxLength: x.length }),
            }),
            { maxLength: 3 },
          ),
        }),
      ),
    ),
  );

  it('what is of the shapes comes back equal, and JSON says all of it', () => {
    fc.assert(
      fc.property(fc.array(anyPanel, { maxLength: 20 }), (panels) => {
        const shown = panelsOf(showing(() => panels));
        expect(shown.error).toBeUndefined();
        expect(JSON.stringify(shown.panels.map(sorted))).toBe(JSON.stringify(panels.map(sorted)));
      }),
    );
  });

  it('whatever is returned, nothing is thrown, and what comes back can cross as it is', () => {
    const anything = fc.anything({
      withMap: true,
      withSet: true,
      withDate: true,
      withTypedArray: true,
      withSparseArray: true,
    });
    const nearly = fc
      .tuple(
        anyPanel,
        fc.constantFrom('kind', 'title', 'text', 'values', 'columns', 'rows', 'x', 'lines'),
        anything,
      )
      .map(([panel, part, value]) => ({ ...panel, [part]: value }));
    fc.assert(
      fc.property(fc.oneof(anything, fc.array(fc.oneof(anyPanel, nearly))), (returned) => {
        const { panels, error } = panelsOf(showing(() => returned));
        expect(error === undefined || panels.length === 0).toBe(true);
        expect(inspect(structuredClone(panels), { depth: 9 })).toBe(inspect(panels, { depth: 9 }));
      }),
    );
  });
});

/** With its parts in the order of their names. */
function sorted(panel: object): object {
  return Object.fromEntries(Object.entries(panel).sort(([one], [other]) => (one < other ? -1 : 1)));
}
