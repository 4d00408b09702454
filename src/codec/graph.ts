/**
 * How a value is written that JSON does not keep. It is a list of nodes, one for each object and each symbol, in the
 * order in which they are met level by level, so that sharing, cycles and depth cost nothing. The text is the JSON of
 * a {@link Graph}.
 *
 * superjson keeps the single values that JSON has no form for. Its own form of structures is not used: it refuses the
 * keys `constructor`, `prototype` and `__proto__`, it knows classes by `instanceof` and so misses those of another
 * realm, it loses holes, own fields, NaN in typed arrays, the class of an error and more, and it names every place by
 * a path, which takes time with the square of the size for Maps and Sets and writes shared objects once for each way.
 */
export interface Graph {
  readonly root: Item;
  readonly nodes: readonly GraphNode[];
  /** What superjson made of the leaves. */
  readonly leaves?: unknown;
}

/** A primitive that JSON keeps stands for itself; `[n]` means node n, `[-1 - n]` means leaf n. */
export type Item = null | boolean | number | string | readonly [number];

/** Own fields by key. Made with every key that JSON knows, `__proto__` too. */
export type Fields = Record<string, Item>;

/** Own fields whose keys are symbols, key by key. */
export type SymbolFields = readonly (readonly [key: Item, value: Item])[];

/** Bytes: few as base64, many by their position beside the text. */
export type BytesPart = string | number;

/** A plain object without symbol keys is written as its fields. */
export type GraphNode = Fields | TaggedNode;

/** Everything else: what it is, what it is made of, and its fields, which are left out where there are none. */
export type TaggedNode = readonly [...Content, fields?: Fields | 0, symbols?: SymbolFields];

/** Tag and content of a node. */
export type Content =
  | readonly [tag: 'object' | 'null', nothing: 0]
  | readonly [tag: 'array' | 'arguments' | 'Set', items: readonly Item[]]
  /** An array with holes: its elements are among its fields. */
  | readonly [tag: 'sparse', length: number]
  /** Keys and values in turn. */
  | readonly [tag: 'Map', items: readonly Item[]]
  | readonly [tag: 'Date', time: Item]
  | readonly [tag: 'RegExp', parts: readonly [source: string, flags: string, lastIndex: Item]]
  | readonly [tag: 'typed', parts: readonly [kind: string, bytes: BytesPart]]
  | readonly [tag: 'ArrayBuffer' | 'DataView', bytes: BytesPart]
  | readonly [tag: 'URL' | 'URLSearchParams', text: string]
  | readonly [tag: 'boxed', primitive: Item]
  | readonly [tag: 'for' | 'well-known', symbol: string]
  | readonly [tag: 'Error', error: ErrorContent]
  | readonly [tag: 'DOMException', parts: readonly [message: string, name: string, hidden: Fields]]
  /** An instance of a class that is known by its id: what it would be without that class. */
  | readonly [tag: 'class', instance: readonly [id: string, node: GraphNode]]
  /** Left out of an error: why. */
  | readonly [tag: 'left out', reason: string];

/** What an error is made of, beside its enumerable fields. */
export interface ErrorContent {
  /** Its class and those above, up to the class of the language. */
  readonly classes: readonly ErrorClass[];
  /** Own fields that are not enumerable, `stack` and `message` for example. */
  readonly hidden: Fields;
  /** `name`, `message` and `code` where the class gives them and not the error. */
  readonly inherited?: Readonly<Record<string, string | number>>;
}

/** A class by its name, and by its id where it has one. */
export interface ErrorClass {
  readonly name: string;
  readonly id?: string;
  /** Whether it is one of the language. */
  readonly isBuiltIn?: true;
}
