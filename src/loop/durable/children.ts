import { isDeeplyFrozen } from '../../codec/deeply-frozen.js';
import { definitionOf } from '../../component/definition.js';
import { isContainer, visitFields, visitItems } from '../../component/items.js';
import { pathBelow } from '../../component/label.js';

/** A component and where it stands. */
export interface Child {
  readonly component: object;
  readonly path: string;
}

/** The components that a flow owns itself: in its fields, and in the arrays, Maps and plain objects that these hold. */
export function childrenOf(flow: object, path: string): readonly Child[] {
  const children: Child[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown, pathOf: () => string): void => {
    if (typeof value !== 'object' || value === null || isDeeplyFrozen(value)) return;
    if (definitionOf(value) !== undefined) children.push({ component: value, path: pathOf() });
    else if (isContainer(value) && !seen.has(value)) {
      seen.add(value);
      visitItems(value, (item, key) => visit(item, () => pathBelow(pathOf(), value, key)));
    }
  };
  visitFields(flow, (value, name) => visit(value, () => pathBelow(path, flow, name)));
  return children;
}
