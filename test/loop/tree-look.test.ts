import { createContext, runInContext } from 'node:vm';
import { flow, work } from 'workloop';
import { ComponentTree, scanTree } from '../../src/component/tree.js';

@work()
class Job {
  constructor(readonly name = '') {}
  run(): string {
    return this.name;
  }
}

@flow()
class Group {
  [field: string]: unknown;
  run(): void {}
}

function groupOf(fields: object): Group {
  return Object.assign(new Group(), fields);
}

function pathsIn(fields: object): readonly string[] {
  return scanTree(groupOf(fields))
    .slice(1)
    .map(({ path }) => path);
}

function treeOf(fields: object) {
  const root = groupOf(fields);
  const tree = new ComponentTree(root);
  tree.look();
  return { root, tree };
}

/** Paths of what came and went, at the time at which it is told. */
function look(tree: ComponentTree) {
  const { added, removed } = tree.look();
  return { added: added.map(({ path }) => path), removed: removed.map(({ path }) => path) };
}

describe('the label of a component', () => {
  class User {}
  const [ann, bob] = [new User(), new User()];

  it.each<[string, object, readonly string[]]>([
    ['a name', { byUser: new Map([['ann-b@home', new Job()]]) }, ['root.byUser.ann-b@home']],
    ['a text that would read as two', { byUser: new Map([['ann.b', new Job()]]) }, ['root.byUser["ann.b"]']],
    ['an empty text', { byUser: { '': new Job() } }, ['root.byUser[""]']],
    ['a text with quotes', { byUser: { 'a "b"': new Job() } }, ['root.byUser["a \\"b\\""]']],
    ['a name of another script', { byUser: { Änne: new Job() } }, ['root.byUser.Änne']],
    ['a number', { byId: new Map([[7, new Job()]]) }, ['root.byId.7']],
    ['a fraction', { byId: new Map([[0.5, new Job()]]) }, ['root.byId[0.5]']],
    ['a boolean', { by: new Map([[true, new Job()]]) }, ['root.by.true']],
    [
      'an object',
      {
        byUser: new Map<object, Job>([
          [ann, new Job()],
          [bob, new Job()],
        ]),
      },
      ['root.byUser[User 0]', 'root.byUser[User 1]'],
    ],
    ['a symbol', { by: new Map([[Symbol('x'), new Job()]]) }, ['root.by[symbol 0]']],
    [
      'a number beside the same text',
      {
        byId: new Map<unknown, Job>([
          [1, new Job()],
          ['1', new Job()],
          [1n, new Job()],
          ['1n', new Job()],
        ]),
      },
      ['root.byId[1]', 'root.byId.1', 'root.byId[1n]', 'root.byId.1n'],
    ],
    ['a place in an array with holes', { jobs: arrayWithHoles(new Job()) }, ['root.jobs.3']],
  ])('may be %s', (_name, fields, paths) => {
    expect(pathsIn(fields)).toEqual(paths);
  });
});

describe('components', () => {
  it('are found in frozen arrays, and in containers of another realm and of derived classes', () => {
    const foreign = runInContext('({ list: [], map: new Map(), object: {} })', createContext());
    foreign.list.push(new Job());
    foreign.map.set('a', new Job());
    foreign.object.b = new Job();
    class Registry extends Map<string, Job> {
      override forEach(): void {
        throw new Error('nobody should run this');
      }
    }
    const registry = new Registry([['c', new Job()]]);
    expect(pathsIn({ frozen: Object.freeze([1, new Job()]), foreign, registry })).toEqual([
      'root.frozen.1',
      'root.foreign.list.0',
      'root.foreign.map.a',
      'root.foreign.object.b',
      'root.registry.c',
    ]);
  });

  it('are not found in Sets, in instances of other classes, under symbols and behind getters, which are not run', () => {
    class Box {
      job = new Job();
    }
    const seen = Object.defineProperty({}, 'job', {
      enumerable: true,
      get: () => {
        throw new Error('nobody should run this');
      },
    });
    const fields = { set: new Set([new Job()]), box: new Box(), [Symbol('s')]: new Job(), seen };
    expect(pathsIn(fields)).toEqual([]);
    const own = Object.defineProperty(new Group(), 'job', { enumerable: true, get: () => new Job() });
    expect(scanTree(own)).toHaveLength(1);
  });

  it('are found in fields that are private in TypeScript, and in those that are no state', () => {
    @flow()
    class Root {
      private readonly hidden = new Job();
      readonly _internal = [new Job()];
      run(): void {
        this.hidden.run();
      }
    }
    expect(scanTree(new Root()).map(({ path }) => path)).toEqual(['root', 'root.hidden', 'root._internal.0']);
  });

  it('have the flow that owns them, whatever container is between', () => {
    const child = groupOf({ jobs: [new Job()] });
    const root = groupOf({ groups: new Map([['a', [child]]]) });
    expect(scanTree(root).map(({ owner }) => owner)).toEqual([undefined, root, child]);
  });
});

describe('a tree that is looked at again', () => {
  it('tells what came and what went, with what is below', () => {
    const { root, tree } = treeOf({ a: new Job(), groups: [] });
    expect(look(tree)).toEqual({ added: [], removed: [] });
    root.groups = { x: groupOf({ job: new Job() }) };
    delete root.a;
    expect(look(tree)).toEqual({ added: ['root.groups.x', 'root.groups.x.job'], removed: ['root.a'] });
    root.groups = [];
    expect(look(tree).removed).toEqual(['root.groups.x', 'root.groups.x.job']);
    expect(look(tree)).toEqual({ added: [], removed: [] });
  });

  it('keeps the node of a component that moved, within a container, with its container or to another flow', () => {
    const [job, other] = [new Job(), new Job()];
    const child = groupOf({});
    const { root, tree } = treeOf({ jobs: [job, other], child });
    const kept = nodeOf(tree, job);
    root.jobs = [other, job];
    expect(look(tree)).toEqual({ added: [], removed: [] });
    expect(kept.path).toBe('root.jobs.1');
    root.deeper = { jobs: root.jobs };
    delete root.jobs;
    look(tree);
    expect(kept.path).toBe('root.deeper.jobs.1');
    child.mine = new Map([['it', job]]);
    root.deeper = [other];
    expect(look(tree)).toEqual({ added: [], removed: [] });
    expect(kept.path).toBe('root.child.mine.it');
  });

  it('takes another instance at an old path for another component', () => {
    const { root, tree } = treeOf({ job: new Job() });
    root.job = new Job();
    expect(look(tree)).toEqual({ added: ['root.job'], removed: ['root.job'] });
  });

  it('finds what was put in place into a field that held nothing, also one that is no state', () => {
    const { root, tree } = treeOf({ _jobs: [], byUser: new Map() });
    (root._jobs as Job[]).push(new Job());
    (root.byUser as Map<string, Job>).set('ann', new Job());
    expect(look(tree).added).toEqual(['root._jobs.0', 'root.byUser.ann']);
    (root._jobs as Job[]).pop();
    expect(look(tree).removed).toEqual(['root._jobs.0']);
  });

  it('does not search much data again and again, but finds what is asked for there', () => {
    const rows: unknown[] = Array.from({ length: 2000 }, (_, id) => ({ id }));
    let reads = 0;
    const counted = new Proxy(rows, {
      get: (target, key) => {
        reads++;
        return Reflect.get(target, key);
      },
    });
    const { root, tree } = treeOf({ counted });
    reads = 0;
    expect(look(tree)).toEqual({ added: [], removed: [] });
    expect(reads).toBe(0);
    const job = new Job();
    rows.push(job);
    expect(tree.lookFor(job).map(({ path }) => path)).toEqual(['root.counted.2000']);
    expect(look(tree)).toEqual({ added: [], removed: [] });
    root.counted = [];
    expect(look(tree).removed).toEqual(['root.counted.2000']);
  });

  it('takes nothing in where it is no tree, and names both places', () => {
    const [job, extra] = [new Job(), new Job()];
    const { root, tree } = treeOf({ list: [job] });
    root.extra = extra;
    root.single = job;
    expect(() => tree.look()).toThrow(/same Job stands at `root\.list\.0` and at `root\.single`/);
    expect(tree.has(extra)).toBe(false);
    delete root.single;
    expect(look(tree).added).toEqual(['root.extra']);
    root.child = groupOf({ grand: [root] });
    expect(() => tree.look()).toThrow(/`root\.child\.grand\.0` is `root` itself/);
  });

  it('lets nobody be in two of them, flows neither, until one lets go', () => {
    const shared = groupOf({});
    const [{ tree: first }, second] = [treeOf({ a: shared }), new ComponentTree(groupOf({ b: shared }))];
    expect(() => second.look()).toThrow(/`root\.b` is `root\.a` of another running app/);
    first.leave();
    expect(look(second).added).toEqual(['root', 'root.b']);
  });
});

describe('an array that stands in two fields', () => {
  it('is an error where it holds a component, which is in two places then', () => {
    const jobs = [{ job: new Job() }];
    const fields = { jobs, child: groupOf({ parents: jobs }) };
    expect(() => scanTree(groupOf(fields))).toThrow(
      /same Job stands at `root\.jobs\.0\.job` and at `root\.child\.parents\.0\.job`/,
    );
  });

  it('is fine where it holds data, and where it leads back to itself', () => {
    const rows = [{ id: 1 }];
    const cycle: unknown[] = [new Job()];
    cycle.push(cycle, { cycle });
    expect(pathsIn({ rows, again: rows, cycle })).toEqual(['root.cycle.0']);
  });
});

describe('looking for a component during a pass', () => {
  it('finds all that is new, and lets nothing go', () => {
    const [old, job, other] = [new Job(), new Job(), new Job()];
    const { root, tree } = treeOf({ jobs: [old] });
    root.jobs = [];
    root.later = [other];
    root.now = groupOf({ job });
    const found = tree.lookFor(job).map(({ path }) => path);
    expect(found).toEqual(['root.later.0', 'root.now', 'root.now.job']);
    expect(tree.has(old)).toBe(true);
    expect(tree.lookFor(new Job())).toEqual([]);
  });

  it('takes it as it is that a component is in two places for the moment', () => {
    const [moving, extra] = [new Job(), new Job()];
    const { root, tree } = treeOf({ waiting: [moving], active: [] });
    (root.active as Job[]).push(moving, extra);
    expect(tree.lookFor(extra).map(({ component }) => component)).toEqual([extra]);
    (root.waiting as Job[]).pop();
    expect(look(tree)).toEqual({ added: [], removed: [] });
    expect(nodeOf(tree, moving).path).toBe('root.active.0');
  });

  it('finds the next one at the end of the array that grew last without a look at the rest', () => {
    const { root, tree } = treeOf({ jobs: [] });
    const jobs = root.jobs as object[];
    const first = new Job();
    jobs.push(first);
    tree.lookFor(first);
    const unexpected = new Job();
    root.elsewhere = unexpected;
    const group = groupOf({ job: new Job() });
    jobs.push(group);
    const found = tree.lookFor(group.job as Job).map(({ path }) => path);
    expect(found).toEqual(['root.jobs.1', 'root.jobs.1.job']);
    expect(look(tree).added).toEqual(['root.elsewhere']);
  });

  it('does not take the array that grew last for a part of the tree when it is none any more', () => {
    const { root, tree } = treeOf({ holder: { jobs: [] as Job[] } });
    const { jobs } = root.holder as { jobs: Job[] };
    const [first, second] = [new Job(), new Job()];
    jobs.push(first);
    tree.lookFor(first);
    root.holder = { jobs: [first] };
    jobs.push(second);
    expect(tree.lookFor(second)).toEqual([]);
  });
});

describe('a component that is nowhere', () => {
  class Box {
    readonly jobs: Job[] = [];
  }

  it('is said to be in the Set or the instance in which nobody looks', () => {
    const [inSet, inBox, nowhere] = [new Job(), new Job(), new Job()];
    const box = new Box();
    box.jobs.push(inBox);
    const { tree } = treeOf({ jobs: new Set([inSet]), groups: { a: groupOf({ box }) } });
    expect(tree.unseenPlaceOf(inSet)).toBe(
      'It is in `root.jobs`, a Set, and an app does not look for components there.',
    );
    expect(tree.unseenPlaceOf(inBox)).toBe(
      'It is in `root.groups.a.box`, an instance of `Box`, and an app does not look for components there.',
    );
    expect(tree.unseenPlaceOf(nowhere)).toBeUndefined();
  });
});

function nodeOf(tree: ComponentTree, component: object) {
  const node = tree.nodeOf(component);
  if (node === undefined) throw new Error('it is not in the tree');
  return node;
}

function arrayWithHoles(job: Job): Job[] {
  const jobs: Job[] = [];
  jobs[3] = job;
  return jobs;
}
