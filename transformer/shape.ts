import type ts from 'typescript';

/**
 * What a type promises about a value, in the terms of the canonical text. Types choose which fast path to try;
 * the generated checks decide whether it is taken, so a shape may promise too much but must never be needed to be right.
 */
export type Shape =
  | { readonly kind: 'primitive'; readonly of: 'string' | 'number' | 'bigint' | 'boolean' | 'undefined' | 'null' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | bigint }
  | { readonly kind: 'union'; readonly members: readonly Shape[] }
  | { readonly kind: 'object'; readonly fields: readonly Field[]; readonly rest?: Shape }
  | { readonly kind: 'array'; readonly item: Shape }
  | { readonly kind: 'tuple'; readonly items: readonly TupleItem[] }
  | { readonly kind: 'builtIn'; readonly name: string }
  | { readonly kind: 'map'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'set'; readonly item: Shape }
  /** A recursive type, encoded by a named generated function. */
  | { readonly kind: 'named'; readonly id: number }
  /** Left to the generic encoder: `any`, `unknown`, type parameters, class instances, types past the size budget. */
  | { readonly kind: 'generic' }
  /** A value of this type can never be identified; reported as a diagnostic. */
  | { readonly kind: 'unidentifiable'; readonly why: Unidentifiable };

export interface Field {
  readonly name: string;
  readonly isOptional: boolean;
  readonly shape: Shape;
  /** The property's declaration, for `relatedInformation`. */
  readonly declaration?: ts.Declaration;
}

export interface TupleItem {
  readonly shape: Shape;
  readonly isOptional: boolean;
  readonly isRest: boolean;
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
  | 'privateState';
