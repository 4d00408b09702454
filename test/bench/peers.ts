import fastMemoizeModule from 'fast-memoize';
import memoize from 'memoize';
import memoizee from 'memoizee';
import { memoize as microMemoize } from 'micro-memoize';
import moize from 'moize';
import objectHash from 'object-hash';
import { hash } from 'ohash';
import type { Remembered } from './time-calls.js';

// Its types promise a default export, the module is the function itself.
const fastMemoize = fastMemoizeModule as unknown as Peer;

/** Makes a function of one argument that remembers, with options that the library documents. */
export type Peer = <Argument>(body: (argument: Argument) => number) => (argument: Argument) => number;

/** Peers by the name under which the report shows them. */
export type Peers = Readonly<Record<string, Peer>>;

/** A peer's function together with the count of its executions. */
export function remember<Argument>(peer: Peer, body: (argument: Argument) => number): Remembered<Argument> {
  let executed = 0;
  const call = peer((argument: Argument) => {
    executed += 1;
    return body(argument);
  });
  return { call, executions: () => executed };
}

/** Those that find an equal object again. `maxSize` is for the two that remember one call unless told otherwise. */
export function peersForObjects(maxSize: number): Peers {
  return {
    'fast-memoize': (body) => fastMemoize(body),
    'micro-memoize, deep': (body) => microMemoize(body, { isKeyItemEqual: 'deep', maxSize }),
    'moize, deep': (body) => moize.default(body, { isDeepEqual: true, maxSize }),
    'memoizee, JSON': (body) => memoizee(body, { normalizer: (values) => JSON.stringify(values[0]) }),
    'memoize, JSON': (body) => memoize(body, { cacheKey: JSON.stringify }),
    'memoize, object-hash': (body) => memoize(body, { cacheKey: ([value]) => objectHash(value as object) }),
    'memoize, ohash': (body) => memoize(body, { cacheKey: ([value]) => hash(value) }),
  };
}

/** Those of {@link peersForObjects} that compare argument by argument instead of making a key. */
export const deepComparing = ['micro-memoize, deep', 'moize, deep'];

/** Those that find an equal primitive again. */
export function peersForPrimitives(maxSize: number): Peers {
  return {
    'micro-memoize': (body) => microMemoize(body, { maxSize }),
    moize: (body) => moize.default(body, { maxSize }),
    memoizee: (body) => memoizee(body),
    'memoizee, primitive': (body) => memoizee(body, { primitive: true }),
    memoize: (body) => memoize(body),
    ...peersForObjects(maxSize),
  };
}

/** Not a peer but a mark to measure by: what a person would write by hand for one primitive argument. */
export const byHand: Peer = (body) => {
  const results = new Map<unknown, number>();
  return (argument) => {
    const known = results.get(argument);
    if (known !== undefined) return known;
    const result = body(argument);
    results.set(argument, result);
    return result;
  };
};
