/**
 * What the transformer tells the runtime about one component class.
 *
 * The plan is an object literal that the transformer passes as the second argument of `@work` and `@flow`. Nothing is
 * imported into user code, so everything that generated code needs from the runtime reaches it as {@link TextKit}.
 */
export interface Plan {
  /** Format of the plan itself; a runtime refuses a plan of another version and says how to bring both together. */
  readonly version: 1;
  /** Class id: module path from the project's root without extension, `#`, class name: `src/daily#Processor`. */
  readonly id: string;
  /** Whether `run` returns a promise, also where the target language level has no native async functions. */
  readonly isAsync: boolean;
  /** Names of `run`'s parameters in order; a rest parameter is written `...name`. Only for works. */
  readonly params?: readonly string[];
  /** Makes the generated hasher. Absent where no fast path is worth its size. Only for works. */
  readonly hasher?: (kit: TextKit) => Hasher;
}

/** The generated, type-directed way to the canonical text of an argument list. */
export interface Hasher {
  /**
   * All or nothing: exactly the text that the generic encoder returns for the whole argument list, or `undefined`, and
   * then the generic encoder decides. Never throws on account of a value's shape.
   */
  readonly text: (args: readonly unknown[]) => string | undefined;
  /**
   * The arguments as a flat list of primitives from which {@link same} can tell an equal list again; `undefined` where
   * the arguments do not have the shape that was promised. Present only for shapes of a small, fixed size.
   */
  readonly leaves?: (args: readonly unknown[]) => readonly unknown[] | undefined;
  /**
   * True only if `args` has the same canonical text as the list that `leaves` came from. False says nothing: the
   * caller then goes by the text.
   */
  readonly same?: (args: readonly unknown[], leaves: readonly unknown[]) => boolean;
}

/**
 * What generated code may call. The identity layer implements it with the same functions as its generic encoder, so
 * that the text has one author. Each method that returns `string | undefined` gives up with `undefined`.
 */
export interface TextKit {
  /** Text of a number. */
  number(value: number): string;
  /** Text of a string, ill-formed ones included. */
  string(value: string): string;
  /** Text of a bigint. */
  bigint(value: bigint): string;
  /** The container's text as it is written into its parent: itself, or its digest when it is too long. */
  fold(text: string): string;
  /**
   * Whether `value` is a plain object of this realm whose own enumerable properties are all string-keyed, with nothing
   * on the way that could run user code (no proxy, no accessor needed to find out).
   */
  isPlain(value: unknown): value is Record<string, unknown>;
  /** Whether `value` is an array of this realm without holes and without own fields beside its elements. */
  isDense(value: unknown): value is readonly unknown[];
  /**
   * Text of a built-in leaf, folded: Date, RegExp, typed array, ArrayBuffer, DataView, URL, URLSearchParams. `level` as
   * for {@link any}.
   */
  builtIn(value: unknown, level?: number): string | undefined;
  /** Text of a Map without own fields, folded, its entries encoded by the given functions. */
  map(
    value: unknown,
    key: (value: unknown) => string | undefined,
    item: (value: unknown) => string | undefined,
  ): string | undefined;
  /** Text of a Set without own fields, folded, its members encoded by the given function. */
  set(value: unknown, item: (value: unknown) => string | undefined): string | undefined;
  /**
   * Text of any value, folded; gives up where the generic encoder would throw, and where a cycle leads through the value,
   * because its text may then depend on what contains it.
   *
   * @param level How many containers the value is in: 1 for an argument, 2 for its field. The format's limit of 1,000
   *   counts from the argument list; generated code keeps it too, and then no cycle can trap it. @default 0
   */
  any(value: unknown, level?: number): string | undefined;
}
