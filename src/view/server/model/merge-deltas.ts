import type { Delta } from '../../api.js';

/** One delta that does what the two do one after the other. */
export function mergeDeltas(first: Delta, second: Delta): Delta {
  const app = second.app ?? first.app;
  const order = orderOf(first, second);
  return {
    ...(app && { app }),
    ...merged('components', (component) => component.path),
    ...(order && { order }),
    ...merged('calls', (call) => call.id),
    ...appended('hits'),
    ...merged('passes', (pass) => pass.pass),
    ...merged('logs', (line) => line.id),
    ...merged('changes', (change) => change.id),
    ...merged('series', (point) => point.atMs),
  };

  /** Those of both; where both have one of a key, the second's. */
  function merged<Name extends 'components' | 'calls' | 'passes' | 'logs' | 'changes' | 'series'>(
    name: Name,
    keyOf: (item: NonNullable<Delta[Name]>[number]) => unknown,
  ): Pick<Delta, Name> | undefined {
    const [older, newer] = [first[name], second[name]];
    if (older === undefined || newer === undefined) return one(name, (older ?? newer) as Delta[Name]);
    const byKey = new Map<unknown, NonNullable<Delta[Name]>[number]>();
    for (const item of older) byKey.set(keyOf(item), item);
    for (const item of newer) byKey.set(keyOf(item), item);
    return one(name, [...byKey.values()] as Delta[Name]);
  }

  function appended(name: 'hits'): Pick<Delta, 'hits'> | undefined {
    const [older, newer] = [first[name], second[name]];
    return one(name, older && newer ? [...older, ...newer] : (older ?? newer));
  }
}

function one<Name extends keyof Delta>(name: Name, items: Delta[Name]): Pick<Delta, Name> | undefined {
  return items === undefined ? undefined : ({ [name]: items } as Pick<Delta, Name>);
}

/** A component of the second that the first's order does not name has come after it, at the end. */
function orderOf(first: Delta, second: Delta): readonly string[] | undefined {
  if (second.order !== undefined || first.order === undefined) return second.order;
  const named = new Set(first.order);
  const unnamed = (second.components ?? []).map(({ path }) => path).filter((path) => !named.has(path));
  return unnamed.length === 0 ? first.order : [...first.order, ...new Set(unnamed)];
}
