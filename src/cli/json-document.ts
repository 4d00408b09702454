import jsonc, { type Node, type ParseError } from 'jsonc-parser';
import { insertMember } from './json-insertion.js';

/** Whether a file is plain JSON, or JSON with comments and trailing commas. */
export type JsonKind = 'json' | 'jsonc';

/** The text of a JSON file, which can be read and changed without touching what is not meant. */
export class JsonDocument {
  readonly #bom: string;
  #text: string;

  private constructor(text: string) {
    this.#bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    this.#text = text.slice(this.#bom.length);
  }

  /** Reads a text; what is wrong with it, as a clause, if it is no JSON or no object. */
  static parse(text: string, kind: JsonKind): JsonDocument | { readonly wrong: string } {
    const bare = text.replace(/^\uFEFF/, '');
    const errors: ParseError[] = [];
    const isLenient = kind === 'jsonc';
    const root = jsonc.parseTree(bare, errors, {
      disallowComments: !isLenient,
      allowTrailingComma: isLenient,
      // An empty tsconfig.json means one without options.
      allowEmptyContent: false,
    });
    const [error] = errors;
    if (error !== undefined) {
      const line = bare.slice(0, error.offset).split('\n').length;
      return { wrong: `it is no valid JSON (${jsonc.printParseErrorCode(error.error)} in line ${line})` };
    }
    if (root?.type !== 'object') return { wrong: 'it holds no object' };
    return new JsonDocument(text);
  }

  /** The whole text, as it is to be written. */
  get text(): string {
    return this.#bom + this.#text;
  }

  /** The value at a path; `undefined` if there is none. */
  get(...path: (string | number)[]): unknown {
    const node = this.#nodeAt(path);
    return node && jsonc.getNodeValue(node);
  }

  /** Puts a member last into the object, or an item last into the array, at `path`, which must be there. */
  insert(path: (string | number)[], member: { readonly key?: string; readonly value: unknown }): void {
    const node = this.#nodeAt(path);
    if (node === undefined) throw new RangeError(`Expected ${path.join('.')} to be there.`);
    this.#text = insertMember(this.#text, node, member);
  }

  /** Sets one value in an object, in its place where it stands already. */
  set(path: (string | number)[], value: unknown): void {
    const [parent, key] = [path.slice(0, -1), path.at(-1)];
    if (this.#nodeAt(path) === undefined) this.insert(parent, { key: String(key), value });
    else this.#text = jsonc.applyEdits(this.#text, jsonc.modify(this.#text, path, value, {}));
  }

  #nodeAt(path: (string | number)[]): Node | undefined {
    const root = jsonc.parseTree(this.#text, [], { allowTrailingComma: true });
    return root && jsonc.findNodeAtLocation(root, path);
  }
}

/** Whether a JSON value is an object with named members. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
