import { createHash } from 'node:crypto';
import vm from 'node:vm';
import { canonicalizeArguments } from '../../src/identity/canonical.js';
import { canonicalize, digest } from '../../src/identity/index.js';
import { argumentsOf } from './arguments-of.js';
import { Index, Money, Point } from './declared-classes.js';

/** The table of FORMAT.md, row by row. */
test.each<readonly [text: string, value: unknown]>([
  ['u', undefined],
  ['l', null],
  ['t', true],
  ['f', false],
  ['n1;', 1],
  ['n-1.5;', -1.5],
  ['n0;', 0],
  ['n-0;', -0],
  ['nNaN;', Number.NaN],
  ['nInfinity;', Number.POSITIVE_INFINITY],
  ['n1e+21;', 1e21],
  ['n1023;', 1023],
  ['n1024;', 1024],
  ['i0;', 0n],
  ['i-12;', -12n],
  ['s0:', ''],
  ['s2:aé', 'aé'],
  ['s2:😀', '😀'],
  ['z2:d8000078', '\ud800x'],
  [`s2000:${'x'.repeat(2000)}`, 'x'.repeat(2000)],
  ['ys1:k', Symbol.for('k')],
  ['yz1:dc00', Symbol.for('\udc00')],
  ['ws8:iterator', Symbol.iterator],
  ['A0[]', []],
  ['A2[n1;s1:a]', [1, 'a']],
  // biome-ignore lint/suspicious/noSparseArray: holes are what is written
  ['A3[hn1;h]', [, 1, ,]],
  [`A1000[${'h'.repeat(1000)}]`, new Array(1000)],
  ['A1001[H1001;]', new Array(1001)],
  ['A4000000000[H4000000000;]', new Array(4e9)],
  ['A4294967295[H4294967294;n1;]', Object.assign(new Array(2 ** 32 - 1), { 4294967294: 1 })],
  ['A1[n1;x2{s1:an2;ys1:bn3;}]', Object.assign([1], { a: 2, [Symbol.for('b')]: 3 })],
  ['O0{}', {}],
  ['O0{}', Object.create(null)],
  ['O0{}', vm.runInNewContext('({})')],
  ['O2{s1:an1;s1:bO0{}}', { b: {}, a: 1 }],
  ['O3{s2:10us1:9us1:au}', { a: undefined, 9: undefined, 10: undefined }],
  ['O1{z1:d800n1;}', { '\ud800': 1 }],
  ['O3{s1:an1;ws8:iteratorn3;ys1:bn2;}', { [Symbol.for('b')]: 2, [Symbol.iterator]: 3, a: 1 }],
  ['O1{s9:__proto__n1;}', JSON.parse('{"__proto__":1}')],
  ['Dn5;', new Date(5)],
  ['DnNaN;', new Date(Number.NaN)],
  ['Rs4:a\\/bs2:gin0;', /a\/b/gi],
  [
    'M2{n1;ts1:ku}',
    new Map<unknown, unknown>([
      ['k', undefined],
      [1, true],
    ]),
  ],
  ['S2{n1;n3;}', new Set([3, 1])],
  ['B2:00ff', new Uint8Array([0, 255]).buffer],
  ['V1:02', new DataView(new Uint8Array([1, 2]).buffer, 1)],
  ['Ts10:Uint8Array1:0a', new Uint8Array([10])],
  ['Ts11:Uint16Array4:01000201', new Uint16Array([1, 258])],
  ['Ts6:Buffer2:6162', Buffer.from('ab')],
  ['Ts12:Float64Array16:000000000000f87f0000000000000080', new Float64Array([Number.NaN, -0])],
  ['Ts12:Float32Array4:0000c07f', new Float32Array(new Uint8Array([1, 0, 0xc0, 0xff]).buffer)],
  ['Ts13:BigInt64Array8:ffffffffffffffff', new BigInt64Array([-1n])],
  ['Es5:Errors5:Errors1:mhh0{}', new Error('m')],
  [
    'Es9:TypeErrors1:ns0:n1;h1{s4:codes1:c}',
    Object.assign(new TypeError('', { cause: 1 }), { name: 'n', code: 'c' }),
  ],
  ['Es14:AggregateErrors14:AggregateErrors1:mhA1[n1;]0{}', new AggregateError([1], 'm')],
  ['Pn1;', Object(1)],
  ['Ps2:ab', Object('ab')],
  ['Pi1;', Object(1n)],
  ['Pys1:k', Object(Symbol.for('k'))],
  ['G2[n1;s1:a]', argumentsOf(1, 'a')],
  ['Us14:http://x.org/a', new URL('http://x.org/a')],
  ['Qs7:a=1&b=2', new URLSearchParams('a=1&b=2')],
  ['Cs5:Point2{s1:xn1;s1:yn2;}', new Point(1, 2)],
  ['Js5:IndexM1{n1;n2;}', new Index([[1, 2]])],
  ['Js5:IndexX1{s1:an3;}M1{n1;n2;}', Object.assign(new Index([[1, 2]]), { a: 3 })],
  ['Ks5:MoneyA1[n1;]', new Money([1])],
  ['X1{s1:an2;}Dn5;', Object.assign(new Date(5), { a: 2 })],
  ['X1{s1:an2;}Ts10:Uint8Array1:01', Object.assign(new Uint8Array([1]), { a: 2 })],
  ['X1{s1:an2;}Ps1:x', Object.assign(Object('x'), { a: 2 })],
  ['X1{s1:an2;}G1[n1;]', Object.assign(argumentsOf(1), { a: 2 })],
])('writes %s', (text, value) => {
  expect(canonicalize(value)).toBe(text);
});

test('writes a back reference as the number of levels up', () => {
  const root: Record<string, unknown> = {};
  root.self = root;
  root.list = [root, new Map([[root, 1]])];
  expect(canonicalize(root)).toBe('O2{s4:listA2[r2;M1{r3;n1;}]s4:selfr1;}');
});

test('writes what an identity method returned as the part of the instance', () => {
  const loop: unknown[] = [];
  loop.push(loop);
  const instance = Object.assign(new Money(0), { [Symbol.for('workloop.identity')]: () => ['id', loop] });
  expect(canonicalize([instance])).toBe('A1[Ks5:MoneyA2[s2:idA1[r1;]]]');
});

test('writes a container of more than 65,536 units as the SHA-256 of its text', () => {
  const fits = ['x'.repeat(65_536 - 'A1[s65526:]'.length)];
  const isTooLong = ['x'.repeat(65_536 - 'A1[s65526:]'.length + 1)];
  expect(canonicalize(fits)).toHaveLength(65_536);
  expect(canonicalize(isTooLong)).toMatch(/^#[0-9a-f]{64}$/);
  expect(`v1:${canonicalize(isTooLong).slice(1)}`).toBe(sha(`A1[s65526:${isTooLong[0]}]`));
});

test('an argument list is written as the array that it is', () => {
  expect(canonicalizeArguments([1, 'a'])).toBe('A2[n1;s1:a]');
  expect(canonicalizeArguments([])).toBe('A0[]');
});

test('the digest is the SHA-256 of the text in UTF-8', () => {
  expect(digest('é😀')).toBe(sha('s3:é😀'));
});

test('reads each property once and in canonical order', () => {
  const read: string[] = [];
  const value = {
    get b() {
      read.push('b');
      return 1;
    },
    get a() {
      read.push('a');
      return [
        {
          get c() {
            read.push('c');
            return 1;
          },
        },
      ];
    },
  };
  canonicalize([value]);
  expect(read).toEqual(['a', 'c', 'b']);
});

test('is not deceived by methods that an instance or a prototype overrides', () => {
  const lie = () => {
    throw new Error('must not be asked');
  };
  const map = Object.defineProperties(new Map([[1, 2]]), {
    entries: { value: lie },
    forEach: { value: lie },
    size: { value: 0 },
    [Symbol.iterator]: { value: lie },
  });
  const date = Object.defineProperties(new Date(5), { getTime: { value: lie }, valueOf: { value: lie } });
  const bytes = Object.defineProperties(new Uint8Array([1]), {
    buffer: { value: lie },
    length: { value: 0 },
    byteLength: { value: 9 },
  });
  const pattern = Object.defineProperties(/a/g, {
    flags: { value: '' },
    source: { value: 'b' },
    global: { value: false },
  });
  expect(canonicalize([map, date, bytes, pattern])).toBe('A4[M1{n1;n2;}Dn5;Ts10:Uint8Array1:01Rs1:as1:gn0;]');
});

function sha(text: string): string {
  return `v1:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}
