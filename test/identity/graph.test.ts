import fc from 'fast-check';
import { canonicalize, digest, UnhashableArgumentError } from '../../src/identity/index.js';
import { isSame } from './oracle.js';

const runs = Number(process.env.FUZZ_RUNS ?? 20_000) / 4;
const seed = Number(process.env.FUZZ_SEED ?? 20_261_123);

/** For each node the nodes that its fields `a`, `b`, `c` point at. */
type Graph = readonly (readonly number[])[];

const NODES = 5;
const graph: fc.Arbitrary<Graph> = fc.array(fc.array(fc.nat(NODES - 1), { maxLength: 3 }), {
  minLength: NODES,
  maxLength: NODES,
});

function build(graph: Graph, isMap: boolean): readonly object[] {
  const nodes = graph.map(() => (isMap ? new Map<unknown, unknown>() : {}));
  graph.forEach((targets, from) => {
    targets.forEach((to, i) => {
      const [node, key] = [nodes[from]!, 'abc'[i]!];
      if (node instanceof Map) node.set(key, nodes[to]);
      else Reflect.set(node, key, nodes[to]);
    });
  });
  return nodes;
}

test(`cycles and shared objects count by what can be seen from each place (seed ${seed})`, () => {
  const tally = { same: 0, different: 0 };
  fc.assert(
    fc.property(graph, graph, fc.nat(NODES - 1), fc.nat(3), fc.boolean(), (one, other, at, how, isMap) => {
      // The same graph, entered elsewhere, with one node changed, or another graph.
      const changed =
        how === 3 ? other : one.map((targets, i) => (how === 2 && i === at ? other[i]! : targets));
      const [nodes, others] = [build(one, isMap), build(changed, isMap)];
      const pairs = [
        [nodes[0], others[how === 1 ? at : 0]],
        [nodes, others],
        [
          [nodes[0], nodes],
          [others[0], nodes],
        ],
      ];
      for (const [left, right] of pairs) {
        const same = isSame(left, right);
        tally[same ? 'same' : 'different'] += 1;
        expect(canonicalize(left) === canonicalize(right)).toBe(same);
      }
    }),
    { numRuns: runs, seed },
  );
  expect(Math.min(tally.same, tally.different)).toBeGreaterThan(runs / 4);
});

test(`a node has the same text after whatever was written before it (seed ${seed})`, () => {
  const inner = (node: unknown) => canonicalize([node]).slice('A1['.length, -']'.length);
  fc.assert(
    fc.property(graph, fc.boolean(), (one, isMap) => {
      const nodes = build(one, isMap);
      expect(canonicalize(nodes)).toBe(`A${NODES}[${nodes.map(inner).join('')}]`);
    }),
    { numRuns: runs, seed },
  );
});

test('a copy of a graph of shared objects has the text of the graph', () => {
  const leaf = { list: ['x'.repeat(2_000)] };
  const node = { one: leaf, other: [leaf, leaf] };
  const shared = [node, node, { node }];
  expect(canonicalize(structuredClone(shared))).toBe(canonicalize(shared));
  expect(canonicalize(JSON.parse(JSON.stringify(shared)))).toBe(canonicalize(shared));
});

test('a shared object is as deep as its deepest place', () => {
  const nest = (levels: number, core: unknown) => {
    let value = core;
    for (let i = 0; i < levels; i++) value = [value];
    return value;
  };
  const shared = { part: nest(500, 'x'.repeat(2_000)), shallow: {} };
  expect(() => canonicalize([shared, nest(499, shared)])).not.toThrow();
  expect(() => canonicalize([shared, nest(500, shared)])).toThrow(UnhashableArgumentError);
});

test('a graph of 2^40 ways is written once per object', () => {
  let reads = 0;
  let node: object = {
    get value() {
      reads += 1;
      return 'x';
    },
  };
  for (let i = 0; i < 40; i++) node = { left: node, right: node };
  digest(node);
  expect(reads).toBeLessThanOrEqual(2);
});

test('a graph in which cycles cross without end is refused', () => {
  const nodes: Record<string, unknown>[] = Array.from({ length: 20 }, () => ({}));
  for (const node of nodes) for (const [i, target] of nodes.entries()) node[`to${i}`] = target;
  expect(() => canonicalize(nodes)).toThrow(
    expect.objectContaining({
      code: 'WORKLOOP_UNHASHABLE_ARGUMENT',
      reason: expect.stringContaining('cycles cross'),
    }),
  );
});
