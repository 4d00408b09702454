import { types } from 'node:util';
import { brandOf, isOrdinary } from './brand.js';
import { belongsTo, writeBuiltIn } from './built-ins.js';
import { className } from './class-name.js';
import { writeArray } from './elements.js';
import type { Encoder } from './encoder.js';
import { plainText, writeFields } from './fields.js';
import { TextSink } from './fold.js';
import { IDENTITY } from './identity-method.js';
import { stringText } from './primitives.js';
import { intrinsicName } from './realm.js';
import * as refusals from './refusal.js';
import { classIdOf, declaredIdOf } from './registry.js';

const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;

/**
 * Text of one container, folded. The two kinds that nearly all data consists of come first; everything else is asked
 * what it really is.
 */
export function contentsText(value: object, encoder: Encoder): string {
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === objectPrototype || prototype === null) {
    if (Object.getOwnPropertySymbols(value).length === 0 && isOrdinary(value))
      return plainText(value, encoder);
  }
  const sink = new TextSink();
  if (
    prototype === arrayPrototype &&
    Array.isArray(value) &&
    Object.getOwnPropertySymbols(value).length === 0
  ) {
    writeArray(value, encoder, sink);
  } else {
    writeUnusual(value, prototype, encoder, sink);
  }
  return sink.finish();
}

function writeUnusual(value: object, prototype: object | null, encoder: Encoder, sink: TextSink): void {
  const identify = identityMethodOf(value, encoder);
  if (identify !== undefined) {
    writeIdentity(value, prototype, identify, encoder, sink);
    return;
  }
  const brand = brandOf(value);
  const name = prototype === null ? undefined : intrinsicName(prototype);
  if (brand === 'hidden') encoder.refuse(refusals.hidden(value));
  if (brand !== undefined && belongsTo(value, brand, name)) {
    writeBuiltIn(value, brand, encoder, sink);
    return;
  }
  if (brand === undefined && (prototype === null || name === 'Object')) {
    if (isNamespace(value)) encoder.refuse(refusals.NAMESPACE);
    sink.add('O');
    writeFields(value, Object.keys(value), encoder, sink);
    return;
  }
  const id = prototype === null ? undefined : classIdOf(prototype);
  if (id !== undefined && brand === undefined) {
    sink.add(`C${stringText(id)}`);
    writeFields(value, Object.keys(value), encoder, sink);
  } else if (id !== undefined && brand !== undefined) {
    sink.add(`J${stringText(id)}`);
    writeBuiltIn(value, brand, encoder, sink);
  } else {
    encoder.refuse(brand === undefined ? refusals.unknownClass(value) : refusals.altered(value, brand));
  }
}

function identityMethodOf(value: object, encoder: Encoder): (() => unknown) | undefined {
  encoder.at = IDENTITY;
  const method: unknown = Reflect.get(value, IDENTITY);
  if (typeof method !== 'function' && method !== undefined) encoder.refuse(refusals.NO_METHOD);
  encoder.at = undefined;
  return method as (() => unknown) | undefined;
}

/** What the transformer knows of a class must not change a text, so only an id that the program gave counts here. */
function writeIdentity(
  value: object,
  prototype: object | null,
  identify: () => unknown,
  encoder: Encoder,
  sink: TextSink,
): void {
  const id = (prototype === null ? undefined : declaredIdOf(prototype)) ?? className(value);
  encoder.at = { of: 'identity' };
  const counted = identify.call(value);
  sink.add(`K${stringText(id)}`);
  sink.add(encoder.value(counted));
}

/** Whether the object carries a tag that is no field, as `Math` and `JSON` do. A proxy is asked like any other object. */
function isNamespace(value: object): boolean {
  const tag = Reflect.getOwnPropertyDescriptor(value, Symbol.toStringTag);
  return types.isModuleNamespaceObject(value) || (tag !== undefined && !tag.enumerable);
}
