/**
 * What the transformer tells the runtime about one component class.
 *
 * The plan is an object literal that the transformer passes as the second argument of `@work` and `@flow`. Nothing is
 * imported into user code, so everything that generated code needs from the runtime reaches it as {@link TextKit}.
 */
export interface Plan {
  /** Format of the plan itself; a runtime refuses a plan of another version and says how to bring both together. */
  readonly version: 1;
  /**
   * Class id: name of the package, the module's path in it without `.ts` (other extensions stay), `#`, class name:
   * `my-app/src/daily#Processor`. Without a package the path alone.
   */
  readonly id: string;
  /** Whether `run` returns a promise, also where the target language level has no native async functions. */
  readonly isAsync: boolean;
  /**
   * Names of the fields that are not state: TypeScript `private` and `protected` ones and parameter properties, own and
   * inherited as far as the program shows the bases. Absent where there is none. Not static ones, and not `#private`
   * ones, which nobody sees anyway. For works and flows.
   */
  readonly hidden?: readonly string[];
  /** Names of `run`'s parameters in order; a rest parameter is written `...name`. Only for works. */
  readonly params?: readonly string[];
  /**
   * Where the emitted module is: its `import.meta.url`, or its `__filename` where it is CommonJS. A worker thread or
   * process loads the class from there. Absent where the module format has neither.
   */
  readonly file?: string;
  /**
   * The class. Only where the decorator is a standard one on `run`, which is not told its class.
   */
  readonly owner?: () => unknown;
  /** Whether the class stands in a function, so that a worker that loads the module does not find it. */
  readonly isLocal?: boolean;
  /** Makes the generated hasher. Absent where no fast path is worth its size. Only for works. */
  readonly hasher?: (kit: TextKit) => Hasher;
}

/** The generated, type-directed way to the canonical text of an argument list. */
export interface Hasher {
  /**
   * All or nothing: exactly the text that the generic encoder returns for the whole argument list, or `undefined`, and
   * then the generic encoder decides. Never throws on account of a value's shape.
   *
   * `args` must be a list as a rest parameter gives it: an array without holes and without own fields.
   */
  readonly text: (args: readonly unknown[]) => string | undefined;
  /**
   * The arguments as a flat list of primitives from which {@link same} can tell an equal list again; `undefined` where
   * the arguments are not plain data of the promised shape, and then nothing of theirs was run. Present only for shapes
   * of a small, fixed size.
   */
  readonly leaves?: (args: readonly unknown[]) => readonly unknown[] | undefined;
  /**
   * The leaf at one position of the list that {@link leaves} would return, without its proof: a hint in which of many
   * lists to look for this one. Anything where there is nothing. Runs accessors and proxies, and throws where they do.
   */
  readonly leaf?: (args: readonly unknown[], position: number) => unknown;
  /**
   * True only if `args` has the same canonical text as the list that `leaves` came from. False says nothing: the
   * caller then goes by the text. Accessors and proxies are asked once, and what they then answer is what counts; after
   * a false the text asks them again. One thing is not looked for: the slots of a Map, Set, Date or other built-in whose
   * prototype was exchanged for `Object.prototype` and that has exactly the expected own fields.
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
  /** Takes the text of one container in parts, so that a long one is never in memory as a whole; folds it at the end. */
  sink(): TextParts;
  /**
   * The own enumerable keys of a plain object that has no symbol keys; `undefined` for everything else. Runs no code of
   * the value's: proxies are everything else.
   */
  keysOf(value: unknown): readonly string[] | undefined;
  /** Whether `value` is an array of this realm without holes and without own fields beside its elements. */
  isDense(value: unknown): value is readonly unknown[];
  /** Text of a Map without own fields, folded, its entries encoded by the given functions. */
  map(
    value: unknown,
    key: (value: unknown) => string | undefined,
    item: (value: unknown) => string | undefined,
  ): string | undefined;
  /** Text of a Set without own fields, folded, its members encoded by the given function. */
  set(value: unknown, item: (value: unknown) => string | undefined): string | undefined;
  /** Asked about one object after the other, says of each whether it comes by for the first time. */
  firstVisits(): (value: object) => boolean;
  /**
   * Text of any value, folded; gives up where the generic encoder would throw, and where a cycle leads through the value,
   * because its text may then depend on what contains it.
   *
   * @param level How many containers the value is in: 1 for an argument, 2 for its field. The format's limit of 1,000
   *   counts from the argument list; generated code keeps it too, and then no cycle can trap it. @default 0
   */
  any(value: unknown, level?: number): string | undefined;
  /** What {@link Hasher.same} and {@link Hasher.leaves} are made of. */
  readonly match: MatchKit;
}

/** Collects the parts of one container's text. */
export interface TextParts {
  add(part: string): void;
  finish(): string;
}

/**
 * What generated code compares small argument lists with. An object is copied onto a template that takes its own fields
 * and no others: what is left then is to compare fields.
 */
export interface MatchKit {
  /** Stands in a template, and in leaves, for a field or an argument that is not there. */
  readonly absent: unknown;
  /** Stands in leaves for "an object", where there could be `undefined` or `null` instead; its fields follow. */
  readonly present: unknown;
  /** An object with the given fields, all {@link absent}, that cannot be given others and inherits nothing. */
  template(names: readonly string[]): Record<string, unknown>;
  /** The leaves of an argument list, if all of it is plain data of the given form, without accessors. */
  leaves(args: readonly unknown[], form: LeafForm): readonly unknown[] | undefined;
  /** `Object.assign`, `Object.is`, `Object.getPrototypeOf` as they were when the runtime was loaded. */
  readonly assign: (target: object, source: object) => unknown;
  readonly is: (one: unknown, other: unknown) => boolean;
  readonly prototypeOf: (value: object) => unknown;
  readonly plainPrototype: unknown;
  /** Keys that make an object with a plain prototype something else: an identity method, a tag, the iterator of `arguments`. */
  readonly identity: symbol;
  readonly tag: symbol;
  readonly iterator: symbol;
}

/** What an argument list of a fixed size looks like. */
export interface LeafForm {
  readonly args: readonly ValueForm[];
  /** Arguments that must be there. Where it is less than all of them, their number is the first leaf. */
  readonly required: number;
}

/** A primitive, or an object with these fields; `isNullable` if there may be `undefined` or `null` instead. */
export type ValueForm =
  | 'leaf'
  | {
      readonly names: readonly string[];
      readonly fields: readonly ValueForm[];
      readonly isNullable: boolean;
    };
