import type { ComponentNode } from '../component/tree.js';
import { ComponentTreeError } from '../errors.js';

/** The works of an app that have a `key`, by the one that each had when it joined. */
export class WorkKeys {
  readonly #nodes = new Map<string, Set<ComponentNode>>();
  readonly #keys = new Map<ComponentNode, string>();
  #mayMeet = false;

  add(node: ComponentNode, key: string): void {
    const nodes = this.#nodes.get(key) ?? new Set();
    this.#nodes.set(key, nodes.add(node));
    this.#keys.set(node, key);
    this.#mayMeet ||= nodes.size > 1;
  }

  delete(node: ComponentNode): void {
    const key = this.#keys.get(node);
    if (key === undefined) return;
    this.#keys.delete(node);
    const nodes = this.#nodes.get(key);
    nodes?.delete(node);
    if (nodes?.size === 0) this.#nodes.delete(key);
  }

  /** @throws {ComponentTreeError} where two works have the same key. */
  check(): void {
    if (!this.#mayMeet) return;
    for (const [key, [one, other]] of this.#nodes) {
      if (one === undefined || other === undefined) continue;
      throw new ComponentTreeError(
        `\`${one.path}\` and \`${other.path}\` have the same \`key\`, \`'${key}'\`. Give each a key of its own.`,
      );
    }
    this.#mayMeet = false;
  }
}
