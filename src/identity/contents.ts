import { types } from 'node:util';
import { brandOf, isOrdinary } from './brand.js';
import { belongsTo, writeBuiltIn } from './built-ins.js';
import { className } from './class-name.js';
import { writeArray } from './elements.js';
import { plainText, writeFields } from './fields.js';
import { TextSink } from './fold.js';
import { IDENTITY } from './identity-method.js';
import { stringText } from './primitives.js';
import { intrinsicName } from './realm.js';
import * as refusals from './refusal.js';
import { classIdOf, declaredIdOf } from './registry.js';
import type { Writing } from './writing.js';

const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;

/**
 * Text of one container, folded. The two kinds that nearly all data consists of come first; everything else is asked
 * what it really is.
 */
export function contentsText(value: object, writing: Writing): string {
  const prototype: object | null = Object.getPrototypeOf(value);
  const isBare = Object.getOwnPropertySymbols(value).length === 0;
  if (isBare && (prototype === objectPrototype || prototype === null)) {
    const keys = Object.keys(value);
    if (isOrdinary(value, keys.length === 0)) return plainText(value, keys, writing);
  }
  const sink = new TextSink();
  if (isBare && prototype === arrayPrototype && Array.isArray(value)) writeArray(value, writing, sink);
  else writeUnusual(value, prototype, writing, sink);
  return sink.finish();
}

function writeUnusual(value: object, prototype: object | null, writing: Writing, sink: TextSink): void {
  const identify = identityMethodOf(value, writing);
  if (identify !== undefined) {
    writeIdentity(value, prototype, identify, writing, sink);
    return;
  }
  const brand = brandOf(value);
  const name = prototype === null ? undefined : intrinsicName(prototype);
  if (brand === 'hidden') writing.refuse(refusals.hidden(value));
  if (brand !== undefined && belongsTo(value, brand, name)) {
    writeBuiltIn(value, brand, writing, sink);
    return;
  }
  if (brand === undefined && (prototype === null || name === 'Object')) {
    if (isNamespace(value)) writing.refuse(refusals.NAMESPACE);
    sink.add('O');
    writeFields(value, Object.keys(value), writing, sink);
    return;
  }
  const id = prototype === null ? undefined : classIdOf(prototype);
  if (id !== undefined && brand === undefined) {
    sink.add(`C${stringText(id)}`);
    writeFields(value, Object.keys(value), writing, sink);
  } else if (id !== undefined && brand !== undefined) {
    sink.add(`J${stringText(id)}`);
    writeBuiltIn(value, brand, writing, sink);
  } else {
    writing.refuse(brand === undefined ? refusals.unknownClass(value) : refusals.altered(value, brand));
  }
}

function identityMethodOf(value: object, writing: Writing): (() => unknown) | undefined {
  writing.at = IDENTITY;
  const method: unknown = Reflect.get(value, IDENTITY);
  if (typeof method !== 'function' && method !== undefined) writing.refuse(refusals.NO_METHOD);
  writing.at = undefined;
  return method as (() => unknown) | undefined;
}

/** What the transformer knows of a class must not change a text, so only an id that the program gave counts here. */
function writeIdentity(
  value: object,
  prototype: object | null,
  identify: () => unknown,
  writing: Writing,
  sink: TextSink,
): void {
  const id = (prototype === null ? undefined : declaredIdOf(prototype)) ?? className(value);
  writing.at = { of: 'identity' };
  writing.standsFor(value);
  const counted = identify.call(value);
  sink.add(`K${stringText(id)}`);
  sink.add(writing.value(counted));
}

/** Whether the object carries a tag that is no field, as `Math` and `JSON` do. A proxy is asked like any other object. */
function isNamespace(value: object): boolean {
  const tag = Reflect.getOwnPropertyDescriptor(value, Symbol.toStringTag);
  return types.isModuleNamespaceObject(value) || (tag !== undefined && !tag.enumerable);
}
