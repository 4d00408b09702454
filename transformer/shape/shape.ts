import type ts from 'typescript';

/**
 * What a type promises about a value, in the terms of the canonical text. Types choose which fast path to try;
 * the generated checks decide whether it is taken, so a shape may promise too much but must never be needed to be right.
 *
 * Equal types share one `Shape` object, so a shape is a graph without cycles: what recurs is a `named` reference.
 */
export type Shape =
  | { readonly kind: 'primitive'; readonly of: PrimitiveName }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | bigint }
  | { readonly kind: 'union'; readonly members: readonly Shape[] }
  | ObjectShape
  | { readonly kind: 'array'; readonly item: Shape }
  | { readonly kind: 'tuple'; readonly items: readonly TupleItem[] }
  | { readonly kind: 'builtIn'; readonly name: string }
  | { readonly kind: 'map'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'set'; readonly item: Shape }
  /** A recursive type; its body is `named[id]` of the {@link ParameterShapes} that the shape belongs to. */
  | { readonly kind: 'named'; readonly id: number }
  /** An instance of a class. Left to the generic encoder; the fields are known for the sake of diagnostics. */
  | { readonly kind: 'instance'; readonly fields: readonly Field[] }
  /** Left to the generic encoder: `any`, `unknown`, type parameters, types past the size budget. */
  | { readonly kind: 'generic' }
  /** A value of this type can never be identified; reported as a diagnostic. */
  | { readonly kind: 'unidentifiable'; readonly why: Unidentifiable; readonly declaration?: ts.Declaration };

/** The primitive types that a shape tells apart. */
export type PrimitiveName = 'string' | 'number' | 'bigint' | 'boolean' | 'undefined' | 'null';

/** A plain object: the properties that the type names, and what its index signatures say about all others. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  readonly rest?: Shape;
}

/** One string-keyed property. An optional one may be absent and may be `undefined`. */
export interface Field {
  readonly name: string;
  readonly isOptional: boolean;
  readonly shape: Shape;
  /** The property's declaration, for `relatedInformation`. */
  readonly declaration?: ts.Declaration;
}

/** One element of a tuple. A rest element stands for any number of elements of its shape. */
export interface TupleItem {
  readonly shape: Shape;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

/** One parameter; the whole list is encoded as the tuple that it is. */
export interface Parameter extends TupleItem {
  readonly name: string;
  readonly declaration?: ts.Declaration;
}

/** The shapes of a whole parameter list. */
export interface ParameterShapes {
  readonly parameters: readonly Parameter[];
  /** Bodies of the recursive types, found by {@link Shape} `named` under their ids. */
  readonly named: readonly Shape[];
}

/** Why no value of a type can be an argument of a cached call. */
export type Unidentifiable =
  | 'function'
  | 'symbol'
  | 'promise'
  | 'stream'
  | 'iterator'
  | 'weak'
  | 'abortSignal'
  | 'sharedMemory'
  | 'blob'
  | 'privateState';
