import type { Content, Fields, Graph, GraphNode, Item, SymbolFields, TaggedNode } from './graph.js';
import { deserializeLeaves, type Leaf } from './leaves.js';
import { LEFT_OUT, type ShellSource, shellOf } from './shell.js';

/**
 * Makes a value of a graph in two rounds: first an empty object for each node, so that there is something to refer to,
 * then what is in each. Objects and arrays that JSON made already are filled in place.
 */
export class GraphReader {
  readonly #graph: Graph;
  readonly #leaves: readonly Leaf[];
  readonly #shells: unknown[] = [];

  constructor(
    text: string,
    private readonly bytes: readonly Uint8Array[],
    private readonly isLenient: boolean,
  ) {
    this.#graph = JSON.parse(text) as Graph;
    this.#leaves = this.#graph.leaves === undefined ? [] : deserializeLeaves(this.#graph.leaves);
  }

  read(): unknown {
    const { root, nodes } = this.#graph;
    const source: ShellSource = {
      bytes: this.bytes,
      isLenient: this.isLenient,
      // The symbol in a boxed one has a node of its own, which comes after it.
      leaf: (item) => this.#resolve(item) ?? shellAt((item as readonly [number])[0]),
    };
    const shellAt = (index: number): unknown => {
      const node = nodes[index]!;
      return isTagged(node) ? shellOf(node, source) : node;
    };
    for (const index of nodes.keys()) this.#shells.push(shellAt(index));
    nodes.forEach((node, index) => {
      const shell = this.#shells[index];
      if (typeof shell === 'object' && shell !== null) this.#fill(shell, node);
    });
    return this.#resolve(root);
  }

  #resolve(item: Item): unknown {
    if (typeof item !== 'object' || item === null) return item;
    const [index] = item;
    return index >= 0 ? this.#shells[index] : this.#leaves[-1 - index];
  }

  #fill(shell: object, node: GraphNode): void {
    if (!isTagged(node)) {
      this.#fillFields(shell, node);
      return;
    }
    const [fields, symbols] = [node[2], node[3]] as [Fields | 0 | undefined, SymbolFields | undefined];
    this.#fillContent(shell, node);
    if (typeof fields === 'object') this.#fillFields(shell, fields);
    for (const [key, item] of symbols ?? []) {
      setField(shell, this.#resolve(key) as symbol, this.#resolve(item), true);
    }
  }

  #fillContent(shell: object, node: TaggedNode): void {
    const [tag, content] = node as unknown as Content;
    switch (tag) {
      case 'array':
      case 'arguments':
        this.#fillItems(shell as unknown[], content);
        break;
      case 'Set':
        for (const item of content) this.#unlessLeftOut(item, (member) => addTo.call(shell, member));
        break;
      case 'Map':
        for (let i = 0; i < content.length; i += 2) {
          const key = this.#resolve(content[i]!);
          if (key !== LEFT_OUT)
            this.#unlessLeftOut(content[i + 1]!, (value) => setIn.call(shell, key, value));
        }
        break;
      case 'RegExp':
        (shell as RegExp).lastIndex = this.#resolve(content[2]) as number;
        break;
      case 'Error':
        this.#fillHidden(shell, content.hidden);
        for (const [key, value] of Object.entries(content.inherited ?? {})) {
          if (Reflect.get(shell, key) !== value) setField(shell, key, value, false);
        }
        break;
      case 'DOMException':
        this.#fillHidden(shell, content[2]);
        break;
      case 'class':
        this.#fill(shell, content[1]);
        break;
      default:
      // The shell is all there is to it.
    }
  }

  #fillItems(shell: unknown[], items: readonly Item[]): void {
    for (let i = 0; i < items.length; i++) {
      const item = this.#resolve(items[i]!);
      // The places of an array count.
      shell[i] = item === LEFT_OUT ? undefined : item;
    }
  }

  #fillFields(shell: object, fields: Fields): void {
    for (const key of Object.keys(fields)) {
      const item = fields[key]!;
      if (shell === fields) {
        // JSON made the field; only what stands for something else has to be replaced.
        if (typeof item !== 'object' || item === null) continue;
        const value = this.#resolve(item);
        if (value === LEFT_OUT) delete fields[key];
        else (fields as Record<string, unknown>)[key] = value;
      } else {
        this.#unlessLeftOut(item, (value) => setField(shell, key, value, true));
      }
    }
  }

  #fillHidden(shell: object, hidden: Fields): void {
    for (const [key, item] of Object.entries(hidden)) {
      this.#unlessLeftOut(item, (value) => setField(shell, key, value, false));
    }
  }

  #unlessLeftOut(item: Item, take: (value: unknown) => void): void {
    const value = this.#resolve(item);
    if (value !== LEFT_OUT) take(value);
  }
}

// A registered class may have methods of its own by these names.
const addTo = Set.prototype.add as (this: unknown, member: unknown) => unknown;
const setIn = Map.prototype.set as (this: unknown, key: unknown, value: unknown) => unknown;

function isTagged(node: GraphNode): node is TaggedNode {
  return Array.isArray(node);
}

/** Makes a field, whatever the classes above say of its name. */
function setField(target: object, key: PropertyKey, value: unknown, enumerable: boolean): void {
  if (enumerable && !(key in target)) (target as Record<PropertyKey, unknown>)[key] = value;
  else Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true });
}
