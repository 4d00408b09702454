/** The kinds of results that bodies return; the large ones are over one mebibyte, so that they go to files. */
export const valueKinds = {
  number: (n) => n,
  text: (n) => `${n} – ünïcode 𝄞`,
  map: (n) =>
    new Map<unknown, unknown>([
      [n, { half: n / 2 }],
      ['list', [n, undefined, Number.NaN]],
    ]),
  set: (n) => new Set([n, String(n), n + 1]),
  date: (n) => ({ at: new Date(n * 86_400_000), never: new Date(Number.NaN) }),
  bytes: (n) => Uint8Array.from({ length: 300 }, (_, index) => index * n),
  nested: (n) => ({ rows: [{ n, 'a.b': [null, -0, 10n ** 20n] }], constructor: { name: `no ${n}` } }),
  error: (n) => new RangeError(`number ${n}`),
  nothing: () => undefined,
  largeText: (n) => `${n}.`.repeat(1_100_000 / (String(n).length + 1)),
  largeBytes: (n) => ({ bytes: new Uint8Array(1_300_000).fill(n) }),
} satisfies Record<string, (n: number) => unknown>;

/** Name of a kind of result. */
export type ValueKind = keyof typeof valueKinds;

/** What a body returns. */
export interface Value {
  /** Which body it was. */
  readonly body: string;
  readonly n: number;
  readonly value: unknown;
}
