import type { Shape } from '../shape/shape.js';
import { type Guards, isWellFormed, keyText, quote } from './hasher-code.js';
import { fixedPlaces, itemsAt, type KindReader, type Kinds, type List } from './hasher-kinds.js';

/** Kinds of containers that get a function of their own; what goes beyond is left to the generic encoder. */
const maxFunctions = 64;

/** Fields of all those functions together. */
const maxFields = 640;

/** Places of tuples that are written out. */
const maxPlaces = 32;

/** Bits that fit into one small integer of the engine. */
const bitsPerMask = 30;

/**
 * Writes the functions that make canonical text. Each takes a value and its level, and always returns the text: what its
 * type did not foresee goes to the generic encoder with all that is inside it, and nothing is read twice. It throws
 * where the generic encoder does, and in front of cycles.
 */
export class TextCode {
  readonly functions: string[] = [];
  readonly #names = new Map<string, string>();
  #fieldCount = 0;

  constructor(
    private readonly reader: KindReader,
    private readonly guards: Guards,
  ) {}

  /**
   * The statements that build the text of a list, after its length is known to be `count`; they leave it in `text`,
   * without the closing bracket, and in `parts` what was too long.
   */
  list(lists: readonly List[], value: string, count: string, level: string): string {
    const places = Math.min(fixedPlaces(lists), maxPlaces);
    const lines = [`let text = "A" + ${count} + "[", parts, item;`];
    for (let index = 0; index < places; index++) {
      const item = this.value(itemsAt(lists, index), 'item', level);
      lines.push(`if (${count} > ${index}) { item = ${value}[${index}]; text += ${item}; }`);
    }
    lines.push(
      `for (let i = ${places}; i < ${count}; i++) {`,
      `item = ${value}[i]; text += ${this.value(itemsAt(lists, places), 'item', level)};`,
      'if (text.length > 65536) { parts = spill(parts, text); text = ""; }',
      '}',
    );
    return lines.join('\n');
  }

  /**
   * An expression for the text of the value that a variable holds, after `prefix`; `level` is the expression for its
   * level. The prefix goes into each arm, because every string that is put together on the way costs as much as its text.
   */
  value(shapes: readonly Shape[], variable: string, level: string, prefix = ''): string {
    const kinds = this.reader.kindsOf(shapes);
    const { primitives } = kinds;
    const after = (code: string) => (prefix === '' ? code : `${quote(prefix)} + ${code}`);
    const arms: string[] = [];
    const arm = (name: 'string' | 'number' | 'bigint', code: string) => {
      if (primitives.has(name))
        arms.push(`${this.guards.write(name, `typeof ${variable} === "${name}"`, 'true')} ? ${code}`);
    };
    const constant = (name: 'true' | 'false' | 'null' | 'undefined', text: string) => {
      const code = name === 'undefined' ? 'void 0' : name;
      arms.push(`${this.guards.write(name, `${variable} === ${code}`, 'true')} ? ${quote(prefix + text)}`);
    };
    arm('string', after(`string(${variable})`));
    // Only zero has a sign that JavaScript does not print.
    const zero = this.guards.write('zero', `${variable} === 0 ? ${after(`number(${variable})`)} : `, '');
    arm('number', `${zero}${quote(`${prefix}n`)} + ${variable} + ";"`);
    const container = kinds.id === '' ? undefined : this.#functionFor(kinds);
    if (container !== undefined) {
      const isObject = `typeof ${variable} === "object" && ${variable} !== null`;
      arms.push(`${isObject} ? ${after(`${container}(${variable}, ${level})`)}`);
    }
    if (primitives.has('boolean') || primitives.has('true')) constant('true', 't');
    if (primitives.has('boolean') || primitives.has('false')) constant('false', 'f');
    if (primitives.has('undefined')) constant('undefined', 'u');
    if (primitives.has('null')) constant('null', 'l');
    arm('bigint', after(`bigint(${variable})`));
    return `(${[...arms, after(`any(${variable}, ${level})`)].join(' : ')})`;
  }

  /** Name of the function for a kind of containers, written when it is asked for first; undefined past the budget. */
  #functionFor(kinds: Kinds): string | undefined {
    const known = this.#names.get(kinds.id);
    if (known !== undefined) return known;
    this.#fieldCount += kinds.objects.reduce((sum, { fields }) => sum + fields.length, 0);
    if (this.#names.size >= maxFunctions || this.#fieldCount > maxFields) return undefined;
    const name = `text${this.#names.size}`;
    this.#names.set(kinds.id, name);
    const depth = `if (fuel < 0) visit(value);\n${this.guards.write('depth', 'if (level > 1000) throw giveUp;', '')}`;
    const blocks = [
      this.#objectBlock(kinds),
      this.#listBlock(kinds),
      this.#mapBlock(kinds),
      this.#setBlock(kinds),
    ];
    this.functions.push(
      `const ${name} = (value, level) => {\n${[depth, ...blocks].join('\n')}\nreturn any(value, level);\n};`,
    );
    return name;
  }

  #listBlock({ lists }: Kinds): string {
    if (lists.length === 0) return '';
    const statements = this.list(lists, 'value', 'count', 'level + 1');
    const check = this.guards.write('dense', 'isDense(value)', 'Array.isArray(value)');
    return `if (${check}) {\nconst count = value.length;\n${statements}\nreturn finish(parts, text + "]");\n}`;
  }

  #mapBlock({ maps }: Kinds): string {
    if (maps.length === 0) return '';
    const key = this.value(
      maps.map((shape) => shape.key),
      'key',
      'level + 1',
    );
    const item = this.value(
      maps.map((shape) => shape.value),
      'item',
      'level + 1',
    );
    return `{\nconst text = map(value, (key) => ${key}, (item) => ${item});\nif (text !== void 0) return fold(text);\n}`;
  }

  #setBlock({ sets }: Kinds): string {
    if (sets.length === 0) return '';
    const item = this.value(
      sets.map((shape) => shape.item),
      'item',
      'level + 1',
    );
    return `{\nconst text = set(value, (item) => ${item});\nif (text !== void 0) return fold(text);\n}`;
  }

  #objectBlock({ objects }: Kinds): string {
    if (objects.length === 0) return '';
    const isRecord = objects.some((shape) => shape.rest !== undefined);
    const body = isRecord
      ? this.#recordBody(
          objects.flatMap(({ rest, fields }) => [
            ...(rest ? [rest] : []),
            ...fields.map((field) => field.shape),
          ]),
        )
      : this.#fieldsBody(objects);
    if (body === undefined) return '';
    const keys = this.guards.write('plain', 'keysOf(value)', 'Object.keys(value)');
    return `const keys = ${keys};\nif (keys !== void 0) {\n${body}\n}`;
  }

  /** With an index signature any key may come; they are sorted when they are there. */
  #recordBody(shapes: readonly Shape[]): string {
    return `const sorted = keys.sort();
let text = "O" + sorted.length + "{", parts, item;
for (let i = 0; i < sorted.length; i++) {
item = value[sorted[i]]; text += string(sorted[i]) + ${this.value(shapes, 'item', 'level + 1')};
if (text.length > 65536) { parts = spill(parts, text); text = ""; }
}
return finish(parts, text + "}");`;
  }

  /**
   * Fields are written in canonical order, whatever order the object has; which of the keys are there is noted as bits.
   * A key that the type does not know sends the object to the generic encoder, and so does a missing one.
   */
  #fieldsBody(objects: Kinds['objects']): string | undefined {
    const names = [...new Set(objects.flatMap(({ fields }) => fields.map(({ name }) => name)))].sort();
    if (!names.every(isWellFormed)) return undefined;
    const masks = Math.ceil(names.length / bitsPerMask);
    const required = new Array<number>(masks).fill(0);
    const cases: string[] = [];
    const writes: string[] = [];
    names.forEach((name, index) => {
      const mask = Math.floor(index / bitsPerMask);
      const bit = 2 ** (index % bitsPerMask);
      const found = objects.map(({ fields }) => fields.find((field) => field.name === name));
      const isRequired = found.every((field) => field !== undefined && !field.isOptional);
      if (isRequired) required[mask] = (required[mask] ?? 0) | bit;
      cases.push(`case ${quote(name)}: seen${mask} |= ${bit}; break;`);
      const shapes = found.flatMap((field) => (field === undefined ? [] : [field.shape]));
      const write = `item = value[${quote(name)}]; text += ${this.value(shapes, 'item', 'level + 1', keyText(name))};`;
      const isThere = this.guards.write('optionalKey', `seen${mask} & ${bit}`, 'true');
      writes.push(isRequired ? write : `if (${isThere}) { ${write} }`);
    });
    const seen = required.map((_, mask) => `seen${mask} = 0`).join(', ');
    const complete =
      required.map((bits, mask) => `(seen${mask} & ${bits}) !== ${bits}`).join(' || ') || 'false';
    const otherKeys = this.guards.write('otherKeys', 'default: return any(value, level);', '');
    return `let ${[seen, 'text = "O" + keys.length + "{"', 'item'].filter(Boolean).join(', ')};
for (let i = 0; i < keys.length; i++) {
switch (keys[i]) {
${cases.join('\n')}
${otherKeys}
}
}
if (${this.guards.write('requiredKeys', complete, 'false')}) return any(value, level);
${writes.join('\n')}
return fold(text + "}");`;
  }
}
