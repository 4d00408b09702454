import { types } from 'node:util';
import { definitionOf } from './definition.js';
import { isContainer, visitFields, visitItems } from './items.js';
import { pathBelow } from './label.js';
import type { ComponentNode } from './place.js';

/** Looks at so many values at most; what is asked for is only what an error says. */
const LIMIT = 100_000;

/**
 * Finds a component where an app does not look for components, in a Set or in an instance of some class, and says so as a
 * sentence; `undefined` where it is in none of them.
 *
 * @param nodes The components that the app knows.
 */
export function unseenPlaceOf(component: object, nodes: Iterable<ComponentNode>): string | undefined {
  const search = new UnseenSearch(component);
  for (const node of nodes) {
    if (node.definition.kind === 'flow') search.visitHolder(node.component, node.path, undefined);
    if (search.found !== undefined) return search.found;
  }
  return undefined;
}

class UnseenSearch {
  found: string | undefined;
  readonly #visited = new Set<object>();

  constructor(private readonly component: object) {}

  /** @param unseen What is not looked into and stands above, as a clause. */
  visitHolder(holder: object, path: string, unseen: string | undefined): void {
    if (this.found !== undefined || this.#visited.has(holder) || this.#visited.size > LIMIT) return;
    this.#visited.add(holder);
    if (types.isSet(holder)) {
      Set.prototype.forEach.call(holder, (item) => this.#visit(item, path, unseen));
    } else {
      const visit = isContainer(holder) ? visitItems : visitFields;
      visit(holder, (item, key) => this.#visit(item, pathBelow(path, holder, key), unseen));
    }
  }

  #visit(value: unknown, path: string, unseen: string | undefined): void {
    if (typeof value !== 'object' || value === null || this.found !== undefined) return;
    if (value === this.component) this.found = unseen;
    else if (definitionOf(value) === undefined)
      this.visitHolder(value, path, unseen ?? clauseOf(value, path));
  }
}

function clauseOf(value: object, path: string): string | undefined {
  if (isContainer(value)) return undefined;
  const name = types.isSet(value) ? 'a Set' : `an instance of \`${value.constructor?.name ?? 'a class'}\``;
  return `It is in \`${path}\`, ${name}, and an app does not look for components there.`;
}
