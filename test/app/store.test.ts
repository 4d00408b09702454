import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AppOptions,
  flow,
  handleOf,
  type Reason,
  use,
  type WorkOptions,
  withOptions,
  work,
} from 'workloop';
import { TestApp } from 'workloop/testing';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workloop-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const executed: unknown[] = [];
beforeEach(() => void executed.splice(0));

@work({ version: '1', raiseException: false })
class Step {
  async run(name: string): Promise<unknown> {
    executed.push(name);
    if (name === 'fails') throw new Error('not today');
    if (name === 'large') return new Uint8Array(2 ** 21).fill(7);
    return new Map([[name, new Date(executed.length)]]);
  }
}

@flow()
class Steps {
  readonly step = new Step();
  readonly _values: unknown[] = [];

  constructor(private readonly _names: readonly string[]) {}

  run(): void {
    for (const name of this._names) this._values.push(use(this.step.run(name)));
  }
}

interface Life {
  readonly steps: Steps;
  readonly app: TestApp;
  readonly reasons: Reason[];
}

function start(names: readonly string[], options: AppOptions = {}, ofWork: WorkOptions = {}): Life {
  const steps = new Steps(names);
  withOptions(steps.step, ofWork);
  const app = new TestApp(steps, { store: folder, heartbeatMs: false, ...options });
  const reasons: Reason[] = [];
  app.on('call:queued', ({ reason }) => void reasons.push(reason));
  return { steps, app, reasons };
}

function at(time: string): AppOptions {
  return { at: time } as AppOptions;
}

async function live(...how: Parameters<typeof start>): Promise<Life> {
  const life = start(...how);
  await life.app.idle();
  await life.app.close();
  return life;
}

describe('an app with a store', () => {
  it('answers what an app before it has executed, with equal values', async () => {
    const before = await live(['a', 'b', 'a']);
    const after = await live(['a', 'b', 'a', 'c']);
    expect(executed).toEqual(['a', 'b', 'c']);
    expect(after.steps._values.slice(-4, -1)).toEqual(before.steps._values.slice(-3));
    expect(after.reasons).toMatchObject([
      { kind: 'arguments', changes: [{ path: 'args[0]', before: "'b'", after: "'c'" }] },
    ]);
    expect(after.app.warnings).toEqual([]);
  });

  it('gives values in files as well', async () => {
    await live(['large']);
    const { steps, app } = await live(['large']);
    expect([executed, app.counts.executions]).toEqual([['large'], 0]);
    expect(steps._values.at(-1)).toEqual(new Uint8Array(2 ** 21).fill(7));
  });

  it('tells which run a value is from', async () => {
    await live(['a']);
    const { steps, app } = start(['a']);
    await app.idle();
    expect(handleOf(steps.step).explain('a')).toMatchObject({
      decision: 'hit',
      provenance: { run: 1, call: 1, reason: { kind: 'first' } },
    });
    await app.close();
  });

  it('executes again what failed, and says so', async () => {
    const { app } = start(['a', 'fails']);
    await app.idle();
    await expect(app.close()).rejects.toThrow('not today');
    const { app: after, reasons } = start(['a', 'fails']);
    await after.idle();
    await expect(after.close()).rejects.toThrow('not today');
    expect(executed).toEqual(['a', 'fails', 'fails']);
    expect(reasons).toMatchObject([{ kind: 'failed', message: 'not today' }]);
  });

  it('executes again what has expired while no app ran, and says so', async () => {
    await live(['a'], at('2026-01-01T00:00Z'), { ttlMs: 3_600_000 });
    await live(['a'], at('2026-01-01T00:59Z'), { ttlMs: 3_600_000 });
    expect(executed).toEqual(['a']);
    const { reasons } = await live(['a'], at('2026-01-01T02:00Z'), { ttlMs: 3_600_000 });
    expect(reasons).toEqual([{ kind: 'expired', expiredAtMs: Date.parse('2026-01-01T01:00Z') }]);
    // The clock was set back: what it recorded then is a value all the same.
    await live(['a'], at('2025-12-31T02:00Z'), { ttlMs: 3_600_000 });
    expect(executed).toEqual(['a', 'a']);
  });

  it.each(['invalidate', 'invalidateAll', 'delete'] as const)('forgets after %s()', async (method) => {
    const { steps, app } = start(['a']);
    await app.idle();
    const handle = handleOf(steps.step);
    if (method === 'invalidate') handle.invalidate('a');
    else handle[method]();
    await app.close();
    const { reasons } = await live(['a']);
    expect([executed, reasons]).toMatchObject([
      ['a', 'a'],
      [{ kind: method === 'delete' ? 'deleted' : 'invalidated' }],
    ]);
  });

  it('keeps what force() came to', async () => {
    const { steps, app } = start(['a']);
    await app.idle();
    const forced = handleOf(steps.step).force('a');
    await app.idle();
    await forced;
    await app.close();
    const { steps: after } = await live(['a']);
    expect([executed, after._values]).toEqual([['a', 'a'], [await forced]]);
  });

  it('forgets when `version` changes, and only then', async () => {
    await live(['a']);
    await live(['a'], {}, { version: '1' });
    expect(executed).toEqual(['a']);
    const { reasons } = await live(['a'], {}, { version: '2' });
    expect(reasons).toEqual([{ kind: 'version', before: '1', after: '2' }]);
    await live(['a'], {}, { version: '2' });
    expect(executed).toEqual(['a', 'a']);
  });

  it('gives no reason of arguments that do not count', async () => {
    const { reasons } = await live(['a', 'b'], {}, { ignore: [1] });
    expect(reasons).toMatchObject([{ kind: 'first' }, { kind: 'arguments', changes: [{ path: 'args[0]' }] }]);
  });

  it('shows and stores no more of arguments than `redact` lets through', async () => {
    const redact = () => '…';
    await live(['secret'], { redact });
    const { reasons } = await live(['other secret'], { redact });
    expect(JSON.stringify(reasons)).not.toMatch(/secret/);
  });

  it('keeps nothing without one, nor where it says false', async () => {
    await live(['a'], { store: false });
    await live(['a'], { store: false });
    expect(executed).toEqual(['a', 'a']);
  });

  it('is refused a store that another one has open', async () => {
    const { app } = start(['a']);
    await app.idle();
    const second = start(['a']);
    await expect(second.app.ended).rejects.toMatchObject({ code: 'WORKLOOP_STORE_IN_USE' });
    await app.close();
    await live(['a']);
    expect(executed).toEqual(['a']);
  });

  it('ends with the error of a store that cannot be opened', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { app } = start(['a'], { store: file });
    await expect(app.ended).rejects.toMatchObject({ code: 'WORKLOOP_STORE', problem: 'inaccessible' });
    expect(executed).toEqual([]);
  });
});
