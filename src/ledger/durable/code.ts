import type { Reached } from '../../fingerprint/fingerprint.js';

/** By what the code of a work counts: the `version` that it was given, or its fingerprint. */
export type Code =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'fingerprint'; readonly digest: string; readonly reaches: readonly Reached[] };
