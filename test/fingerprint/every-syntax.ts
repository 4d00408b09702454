/** A module with something of everything: what its digests are must not depend on who compiles it, or how. */
export const everySyntax = `
import { flow, work, work as job } from 'workloop';
import { one, Two as Three } from './lib';
import * as lib from './lib';
import type { Row } from './lib';

export const numbers = [0, -0, 1_000, 0xff, 0b11, 0o17, 1e21, .5, 1n, 0x10n] as const;
export const texts = ['a', "b", \`c\`, \`d\${numbers}e\${1}f\`, String.raw\`\\n\`, '\\u{1F600}', '\\ud800'];
export const patterns = [/a+/giu, /[/]\\//];
export let counter = 0;
export var hoisted: number | undefined;
export const { a, b: [c = 1, ...d], ...rest } = { a: 1, b: [2, 3], e: 4 };
export enum Level { Low, High = 10, Computed = 'abc'.length, Both = Low | High, Text = 'text' }
export const enum Inlined { A = 1, B = A << 2 }
export namespace Space { export const x = 1; export namespace Inner { export const y = x; } export type T = 1; }
export namespace Types { export interface I {} }
import Alias = Space.Inner;
export abstract class Base<T> {
  static #count = 0;
  static { Base.#count += 1; }
  declare ghost: string;
  abstract missing: T;
  readonly [key: symbol]: unknown;
  #secret = 1;
  accessor shown = 2;
  constructor(protected readonly first: number, public second = first ?? 2, third?: string) { void third; }
  get secret() { return this.#secret; }
  set secret(value) { this.#secret = value; }
  abstract go(): void;
  over(x: string): void;
  over(x: number): void;
  over(x: unknown) { return #secret in (x as object); }
  async *many(...xs: T[]): AsyncGenerator<T> { for await (const x of xs) yield x; yield* xs; }
  static ['computed' + 1]() { return function () { return new.target; }; }
}
export function statements(this: void, x: any, ...more: any[]) {
  outer: for (let i = 0, j = 10; i < j; i++, --j) { if (i % 2) continue outer; else break outer; }
  for (const k in x) delete x[k];
  for (const k of more) void k;
  while (x--) do { x **= 2; } while (!x);
  switch (x) { case 1: case 2: return x?.y?.[0]?.(...more); default: x ??= ~x >>> 1; }
  try { throw new Error('a', { cause: x }); } catch { debugger; } finally { x ||= 1; }
  const f = async <T,>(y: T) => { await y; return function* named() { yield typeof y; }; };
  label: { if (x) break label; }
  return [, ...more, (x?.y).z, x!.y!, x as string, <T,>(y: T) => y, f, x instanceof Error, 'a' in x, (x++, 1)] satisfies unknown;
}
export const objects = { a, 'b': 1, 2: 3, ['c' + 1]: 4, ...rest, get d() { return 1; }, set d(v) {}, async e() {}, *f() {}, async *g() {}, h: class Named extends Base<1> { missing = 1 as const; go() {} }, __proto__: null };
export default function () { return [one, Three, lib.four, Alias.y, counter, hoisted]; }
@job({ timeoutMs: 5, version: '1', ignore: ['x'], executor: 'thread' })
export class Working { async run(x: number, y: Row) { return [x, y, Inlined.B, Level.Low]; } }
export class OnMethod { @work({ version: '2' }) run() {} }
@flow() export class Flowing { working = new Working(); run() { try { void this.working; } catch (error) { throw error; } } }
export const later = () => import('./lib');
counter += 1;
if (counter > 1) { var inBlock = 1; }
export { inBlock, lib as everything };
export * from './lib';
export * as space from './lib';
`;

/** What it imports. */
export const everyImport = `
export const one = 1;
export class Two {}
export const four = 4;
export interface Row { day: string }
`;
