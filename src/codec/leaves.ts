import SuperJSON from 'superjson';

/** Of our own, so that what a program registers with superjson changes nothing here. */
const superjson = new SuperJSON();

/** A single value that JSON has no form for and superjson keeps exactly. */
export type Leaf = undefined | number | bigint | Date;

/** Writes leaves: undefined, NaN, infinities, −0, bigints and valid Dates of this realm, each object at most once. */
export function serializeLeaves(leaves: readonly Leaf[]): unknown {
  return superjson.serialize(leaves);
}

/** Makes the leaves anew. */
export function deserializeLeaves(serialized: unknown): readonly Leaf[] {
  return superjson.deserialize<Leaf[]>(serialized as Parameters<typeof superjson.deserialize>[0], {
    inPlace: true,
  });
}
