import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { changesBetween } from '../../../src/ledger/why/argument-changes.js';
import { type ContainerPreview, type Preview, previewOf } from '../../../src/ledger/why/preview.js';
import { argumentsLineOf, lineOf } from '../../../src/ledger/why/preview-line.js';
import type { Redact } from '../../../src/ledger/why/reason.js';

const preview = (args: readonly unknown[], redact?: Redact) => previewOf(args, { redact, work: 'root.work' });
const line = (value: unknown, redact?: Redact) => lineOf(preview([value], redact).parts?.[0]?.[1] as Preview);
const between = (before: readonly unknown[], after: readonly unknown[], redact?: Redact) =>
  changesBetween(preview(before, redact), preview(after, redact));

describe('a value on one line', () => {
  it.each<[unknown, string]>([
    ['2012-01-01', "'2012-01-01'"],
    ["it's\n", "'it\\'s\\n'"],
    ['\\', "'\\\\'"],
    ['\ud800', "'\ud800'"],
    [3, '3'],
    [-0, '-0'],
    [12n, '12n'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol.for('a'), 'Symbol(a)'],
    [() => 1, 'a function'],
    [Array.from({ length: 100 }, (_, i) => i + 1), '[1, 2, … 98 more]'],
    [[], '[]'],
    [{}, '{}'],
    [{ day: '2012-01-01', 'odd key': [1] }, `{day: '2012-01-01', "odd key": [1]}`],
    [new Map<unknown, unknown>([['a', 1]]), 'Map(1) {"a" → 1}'],
    [new Map([[{}, 1]]), 'Map(1) {… → 1}'],
    [new Set([1, 'x']), "Set(2) {1, 'x'}"],
    [new Date(0), 'Date 1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), 'Date invalid'],
    [new Uint8Array([1, 2]), 'Uint8Array(2) [1, 2]'],
    [Buffer.from('a'), 'Buffer(1) [97]'],
    [new ArrayBuffer(8), 'ArrayBuffer (8 bytes)'],
    [/a/gu, '/a/gu'],
    [new TypeError('no'), 'TypeError: no'],
    [new URL('http://a.b/c'), 'URL http://a.b/c'],
    [Object(3), 'Number 3'],
    [
      new (class Point {
        x = 1;
        #y = 2;
        get y() {
          return this.#y;
        }
      })(),
      'Point {x: 1}',
    ],
    [Promise.resolve(), 'an instance of Promise'],
    [runInNewContext('new Map([[1, [2]]])'), 'Map(1) {1 → [2]}'],
  ])('%#: shows it', (value, text) => {
    expect(line(value)).toBe(text);
  });

  it('says how long a string is that it cuts', () => {
    const text = line('x'.repeat(1_000));

    expect(text).toMatch(/^'x+…' \(1000 characters\)$/);
    expect(text).toHaveLength(80);
  });

  it('sees a cycle', () => {
    const cycle: unknown[] = [1];
    cycle.push(cycle);

    expect(line(cycle)).toBe('[1, circular]');
  });

  it('shows an argument list', () => {
    expect(argumentsLineOf(preview(['2012-01-01', 3]), 200)).toBe("('2012-01-01', 3)");
    expect(argumentsLineOf(preview([]), 200)).toBe('()');
    expect(argumentsLineOf(preview(['x'.repeat(70), 'y'.repeat(70)]), 60)).toHaveLength(60);
  });
});

describe('a preview', () => {
  const fail = (): never => {
    throw new Error('must not run');
  };
  const hostile: ProxyHandler<object> = new Proxy({}, { get: () => fail });

  it('runs nothing of the values', () => {
    const accessor = Object.defineProperty({ a: 1 }, 'b', { get: fail, enumerable: true });
    const list = Object.defineProperty([1, 2], 1, { get: fail, enumerable: true });
    const proxy = new Proxy({}, hostile);
    const heir = Object.create(proxy) as object;
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const values = [accessor, list, proxy, heir, revoked.proxy, new Proxy(fail, hostile)];

    expect(values.map((value) => line(value))).toEqual([
      '{a: 1, b: an accessor}',
      '[1, an accessor]',
      'a proxy',
      'an object behind a proxy',
      'a proxy',
      'a function',
    ]);
  });

  it('reads collections by their slots', () => {
    const map = new Map([['a', 1]]);
    Object.assign(map, { entries: fail, forEach: fail, [Symbol.iterator]: fail });
    const bytes = Object.defineProperty(new Uint8Array(2), 'length', { get: fail });

    expect(line(map)).toBe('Map(1) {"a" → 1}');
    expect(line(bytes)).toBe('Uint8Array(2) [0, 0]');
  });

  it('is bounded, whatever the values are', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 60; i++) deep = { left: deep, right: deep };
    const wide = Array.from({ length: 1_000 }, () => ['x'.repeat(500)]);
    const sparse: unknown[] = [];
    sparse.length = 4_000_000_000;
    const longKey = { ['k'.repeat(100_000)]: 1 };
    for (const value of [deep, wide, sparse, longKey, new Map([['k'.repeat(100_000), wide]])]) {
      expect(JSON.stringify(preview([value])).length).toBeLessThan(16_000);
      expect(line(value).length).toBeLessThanOrEqual(80);
    }
  });

  it('sees what is near to the top although much stands before it', () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => ({ i, text: 'x'.repeat(70) }));

    expect(between([rows, { day: 1 }], [rows, { day: 2 }])).toEqual({
      changes: [{ path: 'args[1].day', before: '1', after: '2' }],
      more: 0,
    });
  });

  it('is text alone, never throws and says no change of equal values, for anything', () => {
    const anything = fc.array(
      fc.anything({
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withBigInt: true,
        withSparseArray: true,
        withBoxedValues: true,
        withNullPrototype: true,
      }),
    );
    fc.assert(
      fc.property(anything, (args) => {
        const seen = preview(args);

        expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
        expect(changesBetween(seen, JSON.parse(JSON.stringify(seen)) as ContainerPreview)).toEqual({
          changes: [],
          more: 0,
        });
      }),
    );
  });
});

describe('changes', () => {
  it.each<[string, unknown[], unknown[], unknown[]]>([
    [
      'a field',
      [{ day: '2012-01-01' }],
      [{ day: '2012-01-02' }],
      [['args[0].day', "'2012-01-01'", "'2012-01-02'"]],
    ],
    ['an argument more', [1], [1, 'x'], [['args[1]', undefined, "'x'"]]],
    ['an argument less', [1, 2], [1], [['args[1]', '2', undefined]]],
    ['another kind', [[1, 2]], [{ a: 1 }], [['args[0]', '[1, 2]', '{a: 1}']]],
    ['another class', [new Map()], [new Set()], [['args[0]', 'Map(0) {}', 'Set(0) {}']]],
    ['an element', [[1, 2, 3]], [[1, 5, 3]], [['args[0][1]', '2', '5']]],
    ['an entry', [new Map([['a', 1]])], [new Map([['a', 2]])], [['args[0].get("a")', '1', '2']]],
    ['what is not looked at', [Array(500).fill(0)], [Array(501).fill(0)], [['args[0].length', '500', '501']]],
    ['undefined and nothing', [{ a: undefined }], [{}], [['args[0].a', 'undefined', undefined]]],
    ['nothing that is seen', [Array(500).fill(0)], [[...Array(499).fill(0), 1]], []],
  ])('tell %s', (_, before, after, changes) => {
    expect(between(before, after).changes).toEqual(
      changes.map((change) => {
        const [path, one, other] = change as [string, string | undefined, string | undefined];
        return { path, before: one, after: other };
      }),
    );
  });

  it('are five at most, and the number of the others', () => {
    const { changes, more } = between([Array(20).fill(0)], [Array(20).fill(1)]);

    expect(changes).toHaveLength(5);
    expect(more).toBe(15);
  });
});

describe('redaction', () => {
  const secret = 'hunter2';
  const hide: Redact = (value, { path }) => (path.endsWith('.password') ? '***' : value);

  it('asks for every leaf and container, naming work and path', () => {
    const asked: unknown[] = [];
    preview([{ user: { password: secret }, list: [1] }, new Map([['k', new Set(['m'])]])], (value, where) => {
      asked.push([where.work, where.path]);
      return value;
    });

    expect(new Set(asked.map((each) => (each as string[])[1]))).toEqual(
      new Set([
        'args[0]',
        'args[0].user',
        'args[0].user.password',
        'args[0].list',
        'args[0].list[0]',
        'args[1]',
        'args[1].keys()[0]',
        'args[1].get("k")',
        'args[1].get("k").values()[0]',
      ]),
    );
    expect(new Set(asked.map((each) => (each as string[])[0]))).toEqual(new Set(['root.work']));
  });

  it('shows what it returned, and no change of what was hidden', () => {
    expect(line({ password: secret }, hide)).toBe("{password: '***'}");
    expect(between([{ password: secret }], [{ password: 'other' }], hide)).toEqual({ changes: [], more: 0 });
  });

  it('hides keys as well', () => {
    const noSecrets: Redact = (value) => (value === secret ? '***' : value);

    expect(JSON.stringify(preview([new Map([[secret, 1]]), new Set([secret])], noSecrets))).not.toContain(
      secret,
    );
  });

  it('hides what it throws on', () => {
    expect(
      line([secret], () => {
        throw new Error('no');
      }),
    ).toBe('hidden');
  });

  it('asks about the text within what is shown as one', () => {
    const mask: Redact = (value) => (typeof value === 'string' ? value.replaceAll(secret, '***') : value);
    const inText = [
      new URL(`http://ann:${secret}@host/?${'key='.repeat(20)}${secret}`),
      new URLSearchParams({ key: secret }),
      new TypeError(`no ${secret}`),
      new RegExp(secret, 'u'),
      Object(secret) as unknown,
    ];

    expect(inText.map((value) => line(value, mask))).toEqual([
      expect.stringMatching(/^URL http:\/\/ann:\*\*\*@host\/.*…$/),
      'URLSearchParams key=***',
      'TypeError: no ***',
      '/***/u',
      "String '***'",
    ]);
    expect(line(new URL('http://host'), (value) => (typeof value === 'string' ? { value } : value))).toBe(
      'hidden',
    );
  });

  it('shows what was put in the place of such a one', () => {
    const elsewhere: Redact = (value) => (typeof value === 'string' ? value : new URL('http://elsewhere'));

    expect(line(new URL(`http://${secret}`), elsewhere)).toBe('URL http://elsewhere/');
    expect(line('a', () => new URL('http://elsewhere'))).toBe('URL http://elsewhere/');
  });

  it('hides what is to be said later, and bears that it never is', async () => {
    expect(line([secret], () => Promise.resolve('later'))).toBe('hidden');
    expect(line([secret], () => Promise.reject(new Error('no')))).toBe('hidden');
    expect(line(Promise.resolve(), (value) => value)).toBe('an instance of Promise');
    // A rejection that nobody takes fails the test.
    await new Promise(setImmediate);
  });

  it('bears a container put in the place of each', () => {
    expect(line({ a: secret }, (value) => ({ of: typeof value })).length).toBeLessThanOrEqual(80);
  });
});
