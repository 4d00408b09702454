import type { Parameter } from '../shape/shape.js';
import { type Guards, isWellFormed, quote } from './hasher-code.js';
import type { KindReader, Kinds } from './hasher-kinds.js';

/** Leaves of one argument list. Beyond, comparing costs about what writing the text costs. */
const maxLeaves = 24;

/** Objects inside objects that are compared; types that contain themselves end here as well. */
const maxNesting = 4;

type Form = 'leaf' | ObjectForm;

interface ObjectForm {
  readonly names: readonly string[];
  readonly fields: readonly Form[];
  readonly isNullable: boolean;
  /** A field that the type promises, if there is one. */
  readonly promised: string | undefined;
}

/**
 * Writes `leaves`, `leaf` and `same` for an argument list of a small, fixed size. An object is copied onto a template of its own,
 * which takes own enumerable properties of the known names and throws at any other, symbols too; then leaf after leaf is
 * compared. Reading is one `Object.assign` for each object, so accessors cannot come in between.
 */
export class MatchCode {
  readonly #templates: { readonly name: string; readonly names: readonly string[] }[] = [];
  readonly #functions: string[] = [];
  #leaf = 0;

  constructor(
    private readonly reader: KindReader,
    private readonly guards: Guards,
  ) {}

  /** Declarations, and the members of the hasher; undefined where the size is not fixed or not small. */
  write(parameters: readonly Parameter[]): { declarations: string; members: string } | undefined {
    const forms = parameters.map(({ shape, isRest, isOptional }) =>
      isRest ? undefined : this.#formOf(this.reader.kindsOf([shape]), isOptional, 0),
    );
    if (!forms.every((form) => form !== undefined) || forms.length === 0) return undefined;
    if (forms.reduce((sum, form) => sum + leafCount(form), 0) > maxLeaves) return undefined;
    const required = parameters.findLastIndex(({ isOptional }) => !isOptional) + 1;
    const compared = this.#comparison(forms, required);
    const { names, resets } = this.#templateNames();
    const reset = this.guards.write('matchReset', resets, '');
    const reentry = this.guards.write('matchReentry', 'if (busy) return false;', '');
    const check = `is = ${compared};`;
    const guarded = this.guards.write('matchThrow', `try { ${check} } catch (error) { is = false; }`, check);
    return {
      declarations: [
        'const match = kit.match, same = match.is, assign = match.assign, prototypeOf = match.prototypeOf, plain = match.plainPrototype;',
        'const absent = match.absent, present = match.present, identity = match.identity, tag = match.tag, iterator = match.iterator;',
        ...names,
        'let busy = false;',
        ...this.#functions,
        `const form = ${formText({ args: forms, required })};`,
      ].join('\n'),
      members: `leaves: (args) => match.leaves(args, form),
leaf: (args, position) => {
switch (position) {
${leafPlaces(forms, required)
  .map((place, position) => `case ${position}: return ${place};`)
  .join('\n')}
}
},
same: (args, leaves) => {
${reentry}
busy = true;
let is;
${guarded}
${reset}
busy = false;
return is;
}`,
    };
  }

  #formOf(kinds: Kinds, isOptional: boolean, nesting: number): Form | undefined {
    const { objects, lists, maps, sets, primitives, isOpen } = kinds;
    if (isOpen || lists.length + maps.length + sets.length > 0 || objects.length > 1) return undefined;
    const [object] = objects;
    if (object === undefined) return 'leaf';
    const others = [...primitives].some((name) => name !== 'undefined' && name !== 'null');
    if (others || object.rest !== undefined || object.fields.length === 0 || nesting >= maxNesting)
      return undefined;
    if (!object.fields.every(({ name }) => isWellFormed(name))) return undefined;
    const fields = object.fields.map((field) =>
      this.#formOf(this.reader.kindsOf([field.shape]), field.isOptional, nesting + 1),
    );
    if (!fields.every((field) => field !== undefined)) return undefined;
    const names = object.fields.map(({ name }) => name);
    const promised = object.fields.find((field) => !field.isOptional)?.name;
    return { names, fields, isNullable: isOptional || primitives.size > 0, promised };
  }

  #comparison(forms: readonly Form[], required: number): string {
    const isFixed = required === forms.length;
    const count = isFixed ? `${forms.length}` : `leaves[${this.#leaf++}]`;
    const checks = forms.map((form, index) => {
      const check = this.#check(form, `args[${index}]`);
      return index < required ? check : `(args.length <= ${index} || ${check})`;
    });
    return [this.guards.write('matchCount', `args.length === ${count}`, 'true'), ...checks].join(' && ');
  }

  #check(form: Form, value: string): string {
    if (form === 'leaf') return this.#leafCheck(value);
    if (!form.isNullable) return `${this.#functionFor(form)}(${value}, leaves)`;
    const marker = this.#leaf++;
    const isPresent = this.guards.write('matchPresence', `leaves[${marker}] === present`, 'true');
    return `(same(${value}, leaves[${marker}]) || ${isPresent} && ${this.#functionFor(form)}(${value}, leaves))`;
  }

  /**
   * `Object.is`, for which the engine needs three times as long as for the answer that is right nearly always. What is no
   * number is not compared with one either: the engine is quick only where it meets one type.
   */
  #leafCheck(value: string): string {
    const leaf = `leaves[${this.#leaf++}]`;
    const isNotZero = this.guards.write(
      'matchZero',
      `(typeof ${value} !== "number" || ${value} !== 0)`,
      'true',
    );
    return this.guards.write(
      'matchLeaf',
      `(${value} === ${leaf} && ${isNotZero} || same(${value}, ${leaf}))`,
      'true',
    );
  }

  #functionFor(form: ObjectForm): string {
    const index = this.#templates.length;
    const template = `template${index}`;
    this.#templates.push({ name: template, names: form.names });
    const checks = form.fields.map((field, at) => this.#check(field, access(template, form.names[at] ?? '')));
    const { guards } = this;
    const proof = [
      // No check but a saving: asking `undefined` for its prototype would throw, and so be no match as well.
      'typeof value === "object" && value !== null',
      // Another saving: the engine then knows the object's hidden class, and what follows costs nothing.
      ...(form.promised === undefined ? [] : [`${quote(form.promised)} in value`]),
      guards.write('matchPrototype', 'prototypeOf(value) === plain', 'true'),
      guards.write('matchIdentity', '!(identity in value)', 'true'),
      guards.write('matchTag', '!(tag in value)', 'true'),
      guards.write('matchArguments', '!(iterator in value)', 'true'),
    ].join(' && ');
    const name = `match${index}`;
    this.#functions.push(
      `const ${name} = (value, leaves) => {
if (!(${proof})) return false;
assign(${template}, value);
return ${checks.join(' && ')};
};`,
    );
    return name;
  }

  #templateNames(): { names: string[]; resets: string } {
    return {
      names: this.#templates.map(
        ({ name, names }) => `const ${name} = match.template([${names.map(quote).join(', ')}]);`,
      ),
      resets: this.#templates
        .map(({ name, names }) => `${names.map((key) => `${access(name, key)} = `).join('')}absent;`)
        .join('\n'),
    };
  }
}

function access(object: string, name: string): string {
  return `${object}[${quote(name)}]`;
}

/** Where each leaf is to be found in arguments of the promised shape. */
function leafPlaces(forms: readonly Form[], required: number): string[] {
  const places = forms.flatMap((form, index) => placesIn(form, `args[${index}]`));
  return required === forms.length ? places : ['args.length', ...places];
}

function placesIn(form: Form, value: string): string[] {
  if (form === 'leaf') return [value];
  const marker = form.isNullable ? [`${value} && present`] : [];
  const fields = form.fields.flatMap((field, index) =>
    placesIn(field, `${value}?.[${quote(form.names[index] ?? '')}]`),
  );
  return [...marker, ...fields];
}

function leafCount(form: Form): number {
  if (form === 'leaf') return 1;
  return form.fields.reduce((sum, field) => sum + leafCount(field), form.isNullable ? 1 : 0);
}

function formText({ args, required }: { args: readonly Form[]; required: number }): string {
  return `{ args: [${args.map(valueText).join(', ')}], required: ${required} }`;
}

function valueText(form: Form): string {
  if (form === 'leaf') return '"leaf"';
  const fields = form.fields.map(valueText).join(', ');
  return `{ names: [${form.names.map(quote).join(', ')}], fields: [${fields}], isNullable: ${form.isNullable} }`;
}
