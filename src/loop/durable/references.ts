import { decode } from '../../codec/decode.js';
import { type Encoded, encode } from '../../codec/encode.js';
import { definitionOf } from '../../component/definition.js';
import { exchange, LEFT_OUT } from './exchange.js';

/** With its position in the list of uids, the name of the symbol that stands for a component. Such symbols cross as they are. */
const MARK = 'workloop.component/';

/**
 * Encodes the value of a field that holds components: each stands there as a reference.
 *
 * @param uidOf Gives none for what is no component of the app, and then that cannot be encoded.
 * @throws {UncrossableValueError} on anything that cannot be encoded.
 */
export function encodeReferring(
  value: unknown,
  name: string,
  uidOf: (component: object) => string | undefined,
): { readonly value: Encoded; readonly uids: readonly string[] } {
  const uids: string[] = [];
  const marked = exchange(value, (part) => {
    if (typeof part !== 'object' || part === null || definitionOf(part) === undefined) return part;
    const uid = uidOf(part);
    return uid === undefined ? part : Symbol.for(MARK + (uids.push(uid) - 1));
  });
  return { value: encode(marked, name), uids };
}

/**
 * Decodes the value of a field that holds components, given those by their uids. Where there is none, its place in an array, Map or object
 * goes as well.
 *
 * @returns `undefined` where the value was nothing but a component that is no more.
 */
export function decodeReferring(
  value: Encoded,
  uids: readonly string[],
  componentOf: (uid: string) => object | undefined,
): { readonly value: unknown } | undefined {
  const resolved = exchange(decode(value), (part) => {
    const uid = typeof part === 'symbol' ? uids[positionIn(part)] : undefined;
    return uid === undefined ? part : (componentOf(uid) ?? LEFT_OUT);
  });
  return resolved === LEFT_OUT ? undefined : { value: resolved };
}

function positionIn(symbol: symbol): number {
  const name = Symbol.keyFor(symbol);
  return name?.startsWith(MARK) === true ? Number(name.slice(MARK.length)) : -1;
}
