import { flow, handleOf, WorkFailedError, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Stores } from './stores.js';

let stores: Stores;
let folder: string;
beforeEach(() => {
  stores = new Stores();
  folder = stores.make();
});
afterEach(() => stores.remove());

/** What the flow and the work under test do, set by each test. */
let inPass: (root: Holder) => void = () => undefined;
let inRun: (work: Keeper) => void | Promise<void> = () => undefined;

@work()
class Keeper {
  [name: string]: unknown;
  constructor() {
    this.given = 'by the constructor';
    this.dropped = true;
  }
  run(_n: number): void | Promise<void> {
    return inRun(this);
  }
}

@flow()
class Holder {
  [name: string]: unknown;
  keeper = new Keeper();
  constructor() {
    this.dropped = 1;
    this.kept = 2;
  }
  run(): void {
    inPass(this);
  }
}

interface Life {
  readonly root: Holder;
  readonly app: TestApp;
  pass(edit?: (root: Holder) => void): Promise<void>;
  killed(): Promise<Life>;
}

async function begin(store = folder): Promise<Life> {
  const root = new Holder();
  const app = new TestApp(root, { store, heartbeatMs: false });
  await app.pass();
  return {
    root,
    app,
    async pass(edit = () => undefined) {
      inPass = edit;
      await app.pass();
      inPass = () => undefined;
      await app.idle();
    },
    async killed() {
      const copy = await stores.killed(store);
      await app.close();
      return begin(copy);
    },
  };
}

const NAMES = [
  '',
  'constructor',
  'hasOwnProperty',
  '\ud800',
  'ä/ö',
  'a'.repeat(3000),
  '漢'.repeat(300),
  'x y',
  '=',
  '#',
];

describe('fields of a flow', () => {
  it('come back whatever they are called and hold', async () => {
    const life = await begin();
    const shared = { x: 1 };
    const values: Record<string, unknown> = {
      map: new Map<unknown, unknown>([[{ k: 1 }, new Set([1n])]]),
      shared: [shared, shared],
      bytes: new Uint8Array(1000).fill(7),
      large: 'x'.repeat(3_000_000),
      nothing: undefined,
      // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
      sparse: [1, , 3],
      error: new RangeError('oh'),
    };
    await life.pass((root) => {
      for (const name of NAMES) Object.defineProperty(root, name, ownField(`value of ${name}`));
      Object.assign(root, values);
    });
    const { root, app } = await life.killed();
    for (const name of NAMES)
      expect(Object.getOwnPropertyDescriptor(root, name)?.value).toBe(`value of ${name}`);
    for (const [name, value] of Object.entries(values)) expect(root[name]).toEqual(value);
    expect((root.shared as object[])[0]).toBe((root.shared as object[])[1]);
    expect(app.warnings).toEqual([]);
    await app.close();
  });

  it('stay away where the flow has deleted them', async () => {
    const life = await begin();
    await life.pass((root) => void delete root.dropped);
    const again = await life.killed();
    expect(Object.keys(again.root)).toEqual(['keeper', 'kept']);
    await again.pass((root) => {
      root.dropped = 5;
    });
    const third = await again.killed();
    expect(third.root.dropped).toBe(5);
    await third.app.close();
  });

  it('are written when they change in place, and only those', async () => {
    const life = await begin();
    await life.pass((root) =>
      Object.assign(root, { when: new Date(1), list: [1, 2], bytes: new Uint8Array(4), other: 'x' }),
    );
    for (const [edit, name] of [
      [(root: Holder) => void (root.when as Date).setTime(2), 'when'],
      [(root: Holder) => void (root.list as number[]).push(3), 'list'],
      [(root: Holder) => void (root.bytes as Uint8Array).fill(1), 'bytes'],
    ] as const) {
      await stores.settled();
      stores.takeCommittedKeys();
      await life.pass(edit);
      expect(stores.takeCommittedKeys()).toEqual([[expect.stringMatching(`^s/.{12}/=${name}$`)]]);
    }
    await life.pass();
    await life.pass();
    expect(stores.takeCommittedKeys()).toEqual([]);
    const { root, app } = await life.killed();
    expect([root.when, root.list, root.bytes]).toEqual([new Date(2), [1, 2, 3], new Uint8Array(4).fill(1)]);
    await app.close();
  });

  it('end the app where they cannot be stored, and lose nothing else', async () => {
    const life = await begin();
    await expect(
      life.pass((root) => {
        root.kept = 3;
        root.socket = { deep: [() => undefined] };
        root.after = 4;
      }),
    ).resolves.toBeUndefined();
    await expect(life.app.ended).rejects.toMatchObject({
      code: 'WORKLOOP_FIELD_VALUE',
      path: 'root',
      field: 'socket.deep[0]',
    });
    const { root, app } = await begin(await stores.killed(folder));
    expect([root.kept, root.after, 'socket' in root]).toEqual([3, 4, false]);
    await app.close();
  });

  it('may be private, and then hold anything', async () => {
    const life = await begin();
    await life.pass((root) => {
      root._socket = () => undefined;
    });
    const again = await life.killed();
    expect('_socket' in again.root).toBe(false);
    await again.app.close();
  });
});

describe('fields of a work', () => {
  it('come back as they were when its last call ended', async () => {
    const life = await begin();
    inRun = (keeper) => {
      for (const name of NAMES) Object.defineProperty(keeper, name, ownField(`value of ${name}`));
      keeper.given = { rows: [1] };
      delete keeper.dropped;
      keeper.when = new Date(3);
    };
    await life.pass((root) => void root.keeper.run(1));
    const again = await life.killed();
    const { keeper } = again.root;
    for (const name of NAMES) expect(Object.getOwnPropertyDescriptor(keeper, name)).toBeDefined();
    expect(keeper[NAMES[4] as string]).toBe(`value of ${NAMES[4]}`);
    expect(keeper.given).toEqual({ rows: [1] });
    expect('dropped' in keeper).toBe(false);
    inRun = (work) => {
      (work.given as { rows: number[] }).rows.push(2);
      (work.when as Date).setTime(4);
    };
    await again.pass((root) => void root.keeper.run(2));
    const third = await again.killed();
    expect(third.root.keeper.given).toEqual({ rows: [1, 2] });
    expect(third.root.keeper.when).toEqual(new Date(4));
    await third.app.close();
  });

  it('are saved where they are changed by who still holds what is in them', async () => {
    const life = await begin();
    const rows: number[] = [];
    inRun = (keeper) => {
      keeper.rows = rows;
      rows.push(1);
    };
    await life.pass((root) => void root.keeper.run(1));
    inRun = () => void rows.push(2);
    await life.pass((root) => void root.keeper.run(2));
    const again = await life.killed();
    expect(again.root.keeper.rows).toEqual([1, 2]);
    await again.app.close();
  });

  it('are saved at the end of a pass where the flow changed them', async () => {
    const life = await begin();
    await life.pass((root) => {
      root.keeper.given = 'by the flow';
      root.keeper.dropped = new Date(1);
    });
    stores.takeCommittedKeys();
    await life.pass((root) => void (root.keeper.dropped as Date).setTime(9));
    expect(stores.takeCommittedKeys()).toEqual([[expect.stringMatching('^s/.{12}/=dropped$')]]);
    const again = await life.killed();
    expect(again.root.keeper.given).toBe('by the flow');
    expect(again.root.keeper.dropped).toEqual(new Date(9));
    await again.app.close();
  });

  it('are saved where somebody outside changes them while the end of a call is written down', async () => {
    const life = await begin();
    inRun = () => undefined;
    inPass = (root) => void root.keeper.run(1);
    await life.app.pass();
    await new Promise((resolve) => setImmediate(resolve));
    life.root.keeper.given = 'from outside';
    inPass = () => undefined;
    await life.pass();
    const again = await life.killed();
    expect(again.root.keeper.given).toBe('from outside');
    await again.app.close();
  });

  it('are not those of a call that was interrupted', async () => {
    const life = await begin();
    inRun = async (keeper) => {
      keeper.given = 'half';
      await new Promise(() => undefined);
    };
    inPass = (root) => void root.keeper.run(1);
    await life.app.pass();
    await life.app.pass();
    await life.app.pass();
    expect(life.root.keeper.given).toBe('half');
    inPass = () => undefined;
    const again = await begin(await stores.killed(folder));
    expect(again.root.keeper.given).toBe('by the constructor');
    await again.app.close();
    await life.app.close();
  });

  it('fail the call that left in one what cannot be stored', async () => {
    const life = await begin();
    inRun = (keeper) => {
      keeper.given = () => undefined;
    };
    await life.pass((root) => void root.keeper.run(1));
    await expect(life.app.ended).rejects.toMatchObject({
      code: 'WORKLOOP_FIELD_VALUE',
      path: 'root.keeper',
      field: 'given',
    });
  });
});

describe('a field of a work that cannot be stored', () => {
  it('fails the call alone where that is not to end the app', async () => {
    const life = await begin();
    withOptions(life.root.keeper, { raiseException: false });
    inRun = (keeper) => {
      keeper.given = () => undefined;
    };
    const failures: unknown[] = [];
    await life.pass((root) => {
      try {
        void root.keeper.run(1);
      } catch (error) {
        if (!(error instanceof WorkFailedError)) throw error;
        failures.push(error);
      }
    });
    await life.pass();
    expect(life.app.hasEnded).toBe(false);
    expect(handleOf(life.root.keeper).hasFailed).toBe(true);
    await life.app.close();
  });
});

describe('removal', () => {
  it('forgets a component and all below it, in one commit', async () => {
    const life = await begin();
    inRun = (keeper) => {
      keeper.given = 'by a call';
    };
    await life.pass((root) => void root.keeper.run(1));
    await stores.settled();
    stores.takeCommittedKeys();
    await life.pass((root) => {
      root.keeper = new Keeper();
    });
    expect(stores.takeCommittedKeys()).toHaveLength(1);
    const again = await life.killed();
    expect(again.root.keeper.given).toBe('by the constructor');
    await again.app.close();
  });
});

function ownField(value: unknown): PropertyDescriptor {
  return { value, writable: true, enumerable: true, configurable: true };
}
