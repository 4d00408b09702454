import {
  App,
  type AppResult,
  defaultWorkOptions,
  flow,
  handleOf,
  type ResolvedWorkOptions,
  type WorkHandle,
  type WorkStatus,
  withOptions,
  work,
} from 'workloop';
import { same } from './equality.js';

@work
class Bare {
  run(day: string, count?: number): number {
    return day.length + (count ?? 0);
  }
}

@work()
class Called<T> {
  constructor(
    readonly seed: T,
    private readonly hidden = 1,
  ) {}
  async run(..._rows: readonly T[]): Promise<T> {
    return this.hidden > 0 ? this.seed : this.seed;
  }
}

@work({ cacheCalls: false, parallel: true, maxEntries: 10, ttlMs: 5, ignore: [0, 'signal'] })
class Configured {
  protected state = 1;
  async run(_signal: AbortSignal): Promise<void> {}
}

class OnRun {
  @work run(): void {}
}

class OnRunCalled {
  @work({ parallel: true }) async run(n: number): Promise<number> {
    return n;
  }
}

@work()
abstract class Abstract {
  abstract name: string;
  run(): string {
    return this.name;
  }
}

@flow
class Root {
  bare = new Bare();
  called = new Called('seed');
  configured = withOptions(new Configured(), { parallel: false });
  run(): void {}
}

@flow()
class AsyncRoot {
  async run(_n: number): Promise<number> {
    return 1;
  }
}

export function decoratedClassesKeepTheirTypes(): void {
  same<Parameters<Bare['run']>, [day: string, count?: number]>(true);
  same<ReturnType<Called<number>['run']>, Promise<number>>(true);
  same<ReturnType<OnRunCalled['run']>, Promise<number>>(true);
  new OnRun().run();
  new (class extends Abstract {
    override name = 'x';
  })().run();
  new AsyncRoot().run(1);
  // @ts-expect-error The constructor is the class's own.
  new Called();
}

export function withOptionsReturnsItsInstance(): void {
  const called = withOptions(new Called(1), { maxEntries: 3 });
  same<typeof called, Called<number>>(true);
  // @ts-expect-error Options are checked.
  withOptions(new Bare(), { cacheCall: true });
  // @ts-expect-error And so are their values.
  withOptions(new Bare(), { cacheCalls: 'yes' });
  // @ts-expect-error A work is an object.
  withOptions(1, {});
}

export function handlesKnowTheirWork(root: Root): void {
  const handle = handleOf(root.bare);
  same<typeof handle, WorkHandle<Bare>>(true);
  const result = handle.result('a');
  same<typeof result, number | undefined>(true);
  const called = new Called(1);
  const value = handleOf(called).result(1, 2);
  same<typeof value, number | undefined>(true);
  same<typeof handle.status, WorkStatus>(true);
  handle.invalidate('a', 1);
  // @ts-expect-error The arguments are those of `run`.
  handle.result(1);
  // @ts-expect-error All of them.
  handle.invalidate();
  // @ts-expect-error It is read only.
  handle.successes = 1;
  // @ts-expect-error What has no `run` has no handle.
  handleOf({});
}

export async function appsTellTheirEnd(): Promise<void> {
  const app = new App(new Root(), { heartbeatMs: false, shutdownMs: 1 });
  app.on('call:settled', ({ outcome, path, args }) => {
    same<typeof outcome, 'succeeded' | 'failed' | 'stopped'>(true);
    same<typeof path, string>(true);
    same<typeof args, readonly unknown[]>(true);
  });
  // @ts-expect-error There is no such event.
  app.on('call:finished', () => undefined);
  // @ts-expect-error Nor such an option.
  new App(new Root(), { heartbeat: 1 });
  const result = await app.run();
  same<typeof result, AppResult>(true);
  same<typeof defaultWorkOptions, ResolvedWorkOptions>(true);
  // @ts-expect-error The defaults are read only.
  defaultWorkOptions.cacheCalls = false;
}

export function wrongDecorations(): void {
  // @ts-expect-error An option of the wrong type.
  work({ parallel: 1 });
  // @ts-expect-error An option that there is not.
  work({ cached: true });
  // @ts-expect-error A flow has no options of a work.
  flow({ cacheCalls: true });
  class Wrong {
    // @ts-expect-error A field is no method.
    @work() field = 1;
  }
  new Wrong();
}
