import fc from 'fast-check';
import { flow, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Stores } from './stores.js';

/* Trees that are edited at random, killed and started again, are what they were. */

@work()
class Leaf {
  executed = 0;
  log: unknown[] = [];
  constructor(readonly args: readonly unknown[] = []) {}
  run(n: number): number {
    this.executed++;
    this.log.push({ n, at: new Date(n) });
    return n;
  }
}

@flow()
class Branch {
  count = 0;
  data: unknown = { rows: [1] };
  own = new Leaf(['own']);
  list: unknown[] = [new Leaf(['first']), new Leaf(['second'])];
  map = new Map<unknown, unknown>();
  object: Record<string, unknown> = {};
  constructor(
    readonly name: string,
    readonly depth: number = 0,
  ) {
    if (depth > 0) this.object.made = new Branch(`${name} made`, depth - 1);
  }
  run(): void {
    for (const leaf of leavesOf(this)) leaf.run(this.count % 3);
    for (const branch of branchesOf(this)) branch.run();
  }
}

function partsOf({ own, list, map, object }: Branch): unknown[] {
  const flat = (value: unknown): unknown[] => (Array.isArray(value) ? value.flatMap(flat) : [value]);
  return [own, ...flat(list), ...flat([...map.values()]), ...flat(Object.values(object))];
}

function leavesOf(branch: Branch): Leaf[] {
  return partsOf(branch).filter((part) => part instanceof Leaf);
}

function branchesOf(branch: Branch): Branch[] {
  return partsOf(branch).filter((part) => part instanceof Branch);
}

function allBelow(branch: Branch): Branch[] {
  return [branch, ...branchesOf(branch).flatMap(allBelow)];
}

/** An edit of one branch, by numbers that choose it. */
interface Edit {
  readonly kind: number;
  readonly where: number;
  readonly n: number;
  readonly value: unknown;
}

const kinds: ((branch: Branch, edit: Edit) => void)[] = [
  (branch) => void branch.count++,
  (branch, { value }) => {
    branch.data = value;
  },
  (branch, { n }) => void branch.list.push(new Leaf([n])),
  (branch, { n }) => void branch.list.push(new Branch(`b${n}`, n % 2), { no: 'component' }),
  (branch, { n }) => void branch.list.splice(n % (branch.list.length + 1), 1),
  (branch) => void branch.list.reverse(),
  (branch, { n }) => void branch.list.push([new Leaf(), [new Leaf([n, new Date(n)])]]),
  (branch, { n }) => void branch.map.set(n % 4, new Leaf([`map ${n}`])),
  (branch, { n, value }) => void branch.map.set(`${n % 4}`, value),
  (branch, { n }) => void branch.map.delete(n % 4),
  (branch, { n }) => {
    branch.object[`k${n % 4}`] = new Branch(`o${n}`, n % 2);
  },
  (branch, { n }) => void delete branch.object[n % 2 === 0 ? 'made' : `k${n % 4}`],
  (branch) => {
    branch.own = new Leaf(['own']);
  },
  // What a constructor made goes elsewhere, and an equal one comes in its place.
  (branch) => {
    branch.list.push(branch.own);
    branch.own = new Leaf(['own']);
  },
  (branch) => {
    const [below] = branchesOf(branch);
    if (below === undefined) return;
    below.map.set('from above', branch.own);
    branch.own = new Leaf(['own']);
  },
  (branch) => {
    const [below] = branchesOf(branch);
    if (below !== undefined) [branch.own, below.own] = [below.own, branch.own];
  },
  (branch) => {
    const [below] = branchesOf(branch);
    if (below !== undefined) branch.map.set('from below', below.list.pop());
  },
  // What stood in the list stands in the object, and the other way round.
  (branch) => {
    const { list } = branch;
    branch.list = Object.values(branch.object);
    branch.object = Object.fromEntries(list.map((part, index) => [`from ${index}`, part]));
  },
  (branch, { value }) => {
    branch.own.log.push(value);
  },
];

const edits = fc.array(
  fc.record({
    kind: fc.nat(kinds.length - 1),
    where: fc.nat(100),
    n: fc.nat(100),
    value: fc.oneof(
      fc.anything({
        withDate: true,
        withMap: true,
        withSet: true,
        withBigInt: true,
        withTypedArray: true,
        withNullPrototype: false,
      }),
      fc.string(),
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

it('are what they were, life after life', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), async (lives) => {
      const stores = new Stores();
      try {
        let folder = stores.make();
        let before: Branch | undefined;
        for (const edit of [...lives, []]) {
          const root = new Branch('root', 1);
          const app = new TestApp(root, { store: folder, heartbeatMs: false });
          await app.pass();
          if (before !== undefined) expect(root).toEqual(before);
          await app.idle();
          if (before !== undefined) expect([root, app.counts.executions]).toEqual([before, 0]);
          for (const one of edit) {
            const all = allBelow(root);
            kinds[one.kind]?.(all[one.where % all.length] as Branch, one);
            await app.pass();
          }
          await app.idle();
          expect([app.warnings, app.hasEnded]).toEqual([[], false]);
          folder = await stores.killed(folder);
          before = root;
          await app.close();
        }
      } finally {
        stores.remove();
      }
    }),
    { numRuns: 8 },
  );
}, 240_000);
