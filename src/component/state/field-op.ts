/**
 * Where in the fields of a component something happened: the field's name, then property names and array indexes, or
 * the key of a Map's entry.
 */
export type FieldPath = readonly [field: string, ...steps: PathStep[]];

/** A property or an index; or the entry of a Map, by its key. */
export type PathStep = string | number | { readonly key: unknown };

/**
 * One change of a component's fields: an assignment, or a change in place of plain data in a field. Applied in order to
 * another instance that was equal, operations make it equal again.
 */
export type FieldOp =
  | { readonly kind: 'set'; readonly path: FieldPath; readonly value: unknown }
  | { readonly kind: 'delete'; readonly path: FieldPath }
  /** An array's own `splice`; an append has `start` at the array's end and deletes nothing. */
  | {
      readonly kind: 'splice';
      readonly path: FieldPath;
      readonly start: number;
      readonly deleteCount: number;
      readonly items: readonly unknown[];
    }
  | { readonly kind: 'mapSet'; readonly path: FieldPath; readonly key: unknown; readonly value: unknown }
  | { readonly kind: 'mapDelete'; readonly path: FieldPath; readonly key: unknown }
  | { readonly kind: 'setAdd'; readonly path: FieldPath; readonly value: unknown }
  | { readonly kind: 'setDelete'; readonly path: FieldPath; readonly value: unknown }
  /** Empties a Map or Set. */
  | { readonly kind: 'clear'; readonly path: FieldPath };
