import type { ParameterShapes } from '../shape/shape.js';
import { type Guard, Guards } from './hasher-code.js';
import { KindReader, type Kinds } from './hasher-kinds.js';
import { MatchCode } from './hasher-match.js';
import { TextCode } from './hasher-text.js';

/** For tests only. */
export interface HasherOptions {
  /** The check to leave out. */
  readonly omit?: Guard;
}

/**
 * The text of an expression `(kit) => hasher` for a parameter list, as `Plan.hasher` describes it; undefined where
 * nothing would be gained. It refers to nothing but the kit, and `Plan.hasher` says what it promises.
 *
 * The text is made part by part, each by the way that its type foresees if the value proves to be what the type says,
 * else by the generic encoder. So a part is read by one of them only; the whole is given up where the generic encoder
 * throws, in front of a cycle, and where an object comes by again after so much text (`fuel`) that it should be kept.
 */
export function emitHasher(shapes: ParameterShapes, { omit }: HasherOptions = {}): string | undefined {
  const reader = new KindReader(shapes.named);
  const kinds = shapes.parameters.map(({ shape }) => reader.kindsOf([shape]));
  if (!isWorthwhile(kinds)) return undefined;
  const guards = new Guards(omit);
  const text = new TextCode(reader, guards);
  const list = text.list([{ items: shapes.parameters }], 'args', 'count', '1');
  const match = new MatchCode(reader, guards).write(shapes.parameters);
  const body = `fuel = ${guards.write('fuel', '4194304', 'Infinity')};
isFirstVisit = void 0;
const count = args.length;
${list}
return finish(parts, text + "]");`;
  return `(kit) => {
${prelude(guards)}
${text.functions.join('\n')}
${match?.declarations ?? ''}
return {
text: (args) => {
${guards.write('throw', `try {\n${body}\n} catch (error) {\nreturn void 0;\n}`, body)}
},
${match?.members ?? ''}
};
}`;
}

function prelude(guards: Guards): string {
  return `const number = kit.number, string = kit.string, bigint = kit.bigint, keysOf = kit.keysOf, isDense = kit.isDense, map = kit.map, set = kit.set;
const giveUp = {};
let fuel = 0, isFirstVisit;
const any = (value, level) => {
const text = kit.any(value, level);
if (text === void 0) throw giveUp;
return text;
};
const visit = (value) => {
if (isFirstVisit === void 0) isFirstVisit = kit.firstVisits();
if (!isFirstVisit(value)) throw giveUp;
};
const fold = (text) => {
fuel -= text.length;
return ${guards.write('fold', 'text.length > 65536 ? kit.fold(text) : text', 'text')};
};
const spill = (parts, text) => {
fuel -= text.length;
const sink = parts || kit.sink();
sink.add(text);
return sink;
};
const finish = (parts, text) => {
if (parts === void 0) return fold(text);
parts.add(text);
return parts.finish();
};`;
}

/** A container with a fast path pays for arguments without one; a primitive does not. */
function isWorthwhile(kinds: readonly Kinds[]): boolean {
  const hasContainer = kinds.some(({ id }) => id !== '');
  return hasContainer || (kinds.length > 0 && kinds.every(({ primitives }) => primitives.size > 0));
}
