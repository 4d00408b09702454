import { types } from 'node:util';
import type { MatchKit, ValueForm } from '../plan.js';
import { isOrdinary } from './brand.js';
import { IDENTITY } from './identity-method.js';

const ABSENT = Symbol('absent');
const PRESENT = Symbol('present');

/** Templates inherit from here, so that not even `__proto__` finds a setter. */
const nothing: object = Object.freeze(Object.create(null));

/** What generated code compares small argument lists with. */
export const matchKit: MatchKit = {
  absent: ABSENT,
  present: PRESENT,
  assign: Object.assign,
  is: Object.is,
  prototypeOf: Object.getPrototypeOf,
  plainPrototype: Object.prototype,
  identity: IDENTITY,
  tag: Symbol.toStringTag,
  iterator: Symbol.iterator,

  template(names) {
    // An object with a prototype of `null` would be a hash table to the engine; one that a constructor made is not.
    const template = new (templateClass() as new () => Record<string, unknown>)();
    for (const name of names) {
      Object.defineProperty(template, name, {
        value: ABSENT,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return Object.seal(template);
  },

  leaves(args, form) {
    const { required } = form;
    if (args.length < required || args.length > form.args.length) return undefined;
    const leaves: unknown[] = required < form.args.length ? [args.length] : [];
    for (const [index, shape] of form.args.entries()) {
      if (!addLeaves(index < args.length ? args[index] : ABSENT, shape, leaves)) return undefined;
    }
    return leaves;
  },
};

function templateClass(): unknown {
  function Template(): void {}
  Template.prototype = nothing;
  return Template;
}

/** Adds the leaves of one value; false if it is not what the form says. */
function addLeaves(value: unknown, form: ValueForm, leaves: unknown[]): boolean {
  const isObject = typeof value === 'object' && value !== null;
  if (form === 'leaf') {
    leaves.push(value);
    return !isObject && typeof value !== 'function' && (typeof value !== 'symbol' || value === ABSENT);
  }
  if (!isObject) {
    if (!form.isNullable || (value !== undefined && value !== null && value !== ABSENT)) return false;
    addAbsence(value, form, leaves);
    return true;
  }
  if (form.isNullable) leaves.push(PRESENT);
  const values = dataOf(value, form.names);
  return values !== undefined && form.fields.every((field, index) => addLeaves(values[index], field, leaves));
}

/** Adds the leaves of something that is not there: every form has a fixed number of them. */
function addAbsence(value: unknown, form: ValueForm, leaves: unknown[]): void {
  if (form === 'leaf' || form.isNullable) leaves.push(value);
  if (form !== 'leaf') for (const field of form.fields) addAbsence(ABSENT, field, leaves);
}

/** The values of the named fields of a plain object that has no others, nor accessors; those not there are marked. */
function dataOf(value: object, names: readonly string[]): unknown[] | undefined {
  if (types.isProxy(value) || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  if (Object.getOwnPropertySymbols(value).length > 0) return undefined;
  let rest = Object.keys(value).length;
  if (!isOrdinary(value, rest === 0)) return undefined;
  const values: unknown[] = [];
  for (const name of names) {
    const property = Reflect.getOwnPropertyDescriptor(value, name);
    if (property?.enumerable !== true) {
      values.push(ABSENT);
      continue;
    }
    if (!Object.hasOwn(property, 'value')) return undefined;
    values.push(property.value);
    rest--;
  }
  return rest === 0 ? values : undefined;
}
