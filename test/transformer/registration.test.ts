import { compileFragment } from './compile.js';

/** Names of the classes that the emitted fragment registers. */
function registered(text: string): string[] {
  const output = compileFragment(text, { compilerOptions: { experimentalDecorators: true } }).outputOf(
    'src/fragment.ts',
  );
  const classes = /classes: \{ (.*?) \} \}\);/.exec(output)?.[1] ?? '';
  return Array.from(classes.matchAll(/(\w+): \(\)/g), ([, name]) => String(name));
}

const surroundings = `
const secrets = new WeakMap<object, number>();
const keep = <T,>(value: T): T => value;
function mark(..._: any[]): any {}
`;

test.each([
  ['an argument of the constructor', 'constructor(n: number) { secrets.set(this, n); }'],
  ['an argument of a method', 'put(n: number) { secrets.set(this, n); }'],
  ['a hidden property', "constructor() { Object.defineProperty(this, 'x', { value: 1 }); }"],
  ['a frozen result', 'x = 1; constructor() { keep(Object.freeze(this)); }'],
  ['a variable', 'constructor(n: number) { const self = this; secrets.set(self, n); }'],
  ['a result of its own', 'self() { return this; } put(n: number) { secrets.set(this.self(), n); }'],
  ['an arrow function', 'self = () => this;'],
  ['a field initialiser', 'x = keep(this) === this;'],
  ['a call of a field', 'constructor(init: () => void) { (this as any).go = init; (this as any).go(); }'],
  ['a template tag', 'tag: any; go() { return this.tag`x`; }'],
  ['a static private member', 'static #all = new WeakMap<object, number>(); x = 1;'],
  ['a static block', "static { Object.defineProperty(this.prototype, 'x', { get: () => 1 }); }"],
  ['a returned value', 'constructor() { return Object.create(null); }'],
  ['an accessor', 'get x() { return 1; }'],
  ['an automatic accessor', 'accessor x = 1;'],
  ['a decorated member', '@mark x = 1;'],
  ['a decorated parameter', 'constructor(@mark public x: number) {}'],
  ['instanceof', 'x(Other: any) { return this instanceof Other; }'],
])('does not register a class that may hide something: %s', (_what, members) => {
  const text = `${surroundings} export class Hiding { ${members} } export class Below extends Hiding {}`;
  expect(registered(text)).toEqual([]);
});

test('does not register a class whose prototype is touched in its file', () => {
  const text =
    "export class Touched { x = 1; } Object.defineProperty(Touched.prototype, 'y', { get: () => 1 });";
  expect(registered(text)).toEqual([]);
});

test("takes Object for the language's own only where nobody else has the name", () => {
  const frozen = 'export class Frozen { x = 1; constructor() { Object.freeze(this); } }';
  expect(registered(frozen)).toEqual(['Frozen']);
  expect(registered(`const Object = { freeze(_: unknown) {} }; ${frozen}`)).toEqual([]);
});

test.each([
  [
    'fields',
    'x = 1; private y = this.x + 1; constructor(readonly z: number, protected w = 2) { this.x += z; }',
  ],
  [
    'methods that read',
    'x = 1; y() { const { x } = this; return { ...this, x }; } static z() { return new this(); }',
  ],
  [
    'own methods in the constructor',
    'x: number; constructor(n: number) { this.x = this.clean(n); } clean(n: number) { return n; }',
  ],
  ['comparisons', 'x = 1; equals(other: unknown): other is this { return other === this; }'],
  ['copied fields', 'x = 1; constructor(init: object) { Object.assign(this, init); }'],
  ['functions over fields', 'x = [1]; sum() { return this.x.map((one) => one + this.x.length); }'],
  ['static accessors', 'x = 1; static get zero() { return new Open(); }'],
])('registers a class that shows all there is: %s', (_what, members) => {
  const below =
    'export class Below extends Open { more = 1; override toString() { return super.toString(); } }';
  expect(registered(`export class Open { ${members} } ${below}`)).toEqual(['Open', 'Below']);
});
