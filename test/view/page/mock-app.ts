import type {
  AppInfo,
  CallDetail,
  CallInfo,
  ComponentInfo,
  Delta,
  HitTick,
  LogLevel,
  PassInfo,
  SeriesPoint,
  Snapshot,
  StateChange,
} from '../../../src/view/api.js';

/** What a mock app is made of. */
export interface MockAppOptions {
  /** Beside the four works of the forecast. @default 0 */
  readonly moreWorks?: number;
  /** Calls that have executed before. @default 0 */
  readonly pastCalls?: number;
  /** Whether it waits for Run. */
  readonly isWaiting?: boolean;
}

const OWNERS = ['root', 'root.today', 'root.models'];
const WORKS = ['root.today.download', 'root.today.clean', 'root.models.train', 'root.report'];

/** An app that is not there: it makes up what an app does, from a clock that is told to go on. */
export class MockApp {
  app: AppInfo;
  readonly components: ComponentInfo[];
  readonly calls: CallInfo[] = [];
  readonly hits: HitTick[] = [];
  readonly passes: PassInfo[] = [];
  readonly logs: { id: number; atMs: number; level: LogLevel; path?: string; text: string }[] = [];
  readonly changes: StateChange[] = [];
  readonly series: SeriesPoint[] = [];
  readonly #byPath = new Map<string, number[]>();

  constructor(
    readonly startedAtMs: number,
    { moreWorks = 0, pastCalls = 0, isWaiting = false }: MockAppOptions = {},
  ) {
    const more = Array.from(
      { length: moreWorks },
      (_, i) => `root.shards.${Math.floor(i / 50)}.job${i % 50}`,
    );
    const flows = [...OWNERS, ...new Set(more.map((path) => path.slice(0, path.lastIndexOf('.'))))];
    this.components = [
      ...flows.map(
        (path): ComponentInfo => ({
          path,
          kind: 'flow',
          className: classOf(path),
          hasPanel: path === 'root',
        }),
      ),
      ...[...WORKS, ...more].map(
        (path): ComponentInfo => ({
          path,
          kind: 'work',
          className: classOf(path),
          hasPanel: path === 'root.models.train',
          status: { name: 'notStarted', atMs: startedAtMs },
          executions: 0,
          failures: 0,
          hits: 0,
          queue: 0,
          isStopped: false,
          failedCalls: 0,
        }),
      ),
    ].sort((one, other) => (one.path < other.path ? -1 : 1));
    this.app = {
      name: 'DailyForecast',
      state: isWaiting ? 'waiting' : 'running',
      pid: 4711,
      version: '0.1.0',
      startedAtMs,
      atMs: startedAtMs,
      passes: 0,
      executions: 0,
      hits: 0,
      joins: 0,
      failures: 0,
      savedMs: 0,
      store: '.workloop',
      run: 3,
    };
    const works = this.components.filter(({ kind }) => kind === 'work').map(({ path }) => path);
    for (let i = 0; i < pastCalls; i++) {
      const atMs = startedAtMs - (pastCalls - i) * 12;
      this.call(works[i % works.length]!, atMs, {
        durationMs: 4 + ((i * 7) % 30),
        state: i % 97 === 0 ? 'failed' : 'succeeded',
      });
    }
    if (!isWaiting) this.log(startedAtMs, 'info', undefined, 'Your app has started.');
  }

  snapshot(): Snapshot {
    const { app, components, hits, passes, logs, changes, series } = this;
    return { app, components, calls: this.calls.slice(-2_000), hits, passes, logs, changes, series };
  }

  /** A new execution, as it is put into the queue or later. */
  call(
    path: string,
    atMs: number,
    { durationMs, state, waitMs = 0 }: { durationMs?: number; state: CallInfo['state']; waitMs?: number },
  ): CallInfo {
    const call = this.idsOf(path).push(this.calls.length + 1);
    const day = new Date(Date.UTC(2012, 0, call)).toISOString().slice(0, 10);
    const before = new Date(Date.UTC(2012, 0, call - 1)).toISOString().slice(0, 10);
    const info: CallInfo = {
      id: this.calls.length + 1,
      path,
      call,
      state,
      queuedAtMs: atMs,
      ...(state === 'queued' ? {} : { startedAtMs: atMs + waitMs }),
      ...(durationMs === undefined ? {} : { endedAtMs: atMs + waitMs + durationMs }),
      attempt: 1,
      args: `('${day}', { rows: ${call * 24} })`,
      why:
        call === 1
          ? { kind: 'first', text: 'first call of this work', changes: [] }
          : {
              kind: 'arguments',
              text: `args[0] '${before}' → '${day}', args[1].rows ${(call - 1) * 24} → ${call * 24}`,
              changes: [
                { path: 'args[0]', before: `'${before}'`, after: `'${day}'` },
                { path: 'args[1].rows', before: String((call - 1) * 24), after: String(call * 24) },
              ],
            },
    };
    this.calls.push(info);
    return info;
  }

  /** The ids of the calls of one work, to which more are added. */
  idsOf(path: string): number[] {
    const ids = this.#byPath.get(path) ?? [];
    this.#byPath.set(path, ids);
    return ids;
  }

  log(atMs: number, level: LogLevel, path: string | undefined, text: string): void {
    this.logs.push({ id: this.logs.length + 1, atMs, level, text, ...(path === undefined ? {} : { path }) });
  }

  /** Changes a component, and says what it is now. */
  set(path: string, patch: Partial<ComponentInfo>): ComponentInfo {
    const at = this.components.findIndex((component) => component.path === path);
    this.components[at] = { ...this.components[at]!, ...patch };
    return this.components[at]!;
  }

  update(atMs: number, patch: Partial<AppInfo> = {}): Delta {
    this.app = { ...this.app, ...patch, atMs };
    return { app: this.app };
  }

  detailOf(id: number): CallDetail | undefined {
    const call = this.calls[id - 1];
    if (call === undefined) return undefined;
    return {
      ...call,
      run: 3,
      isRepeatable: this.calls.length - id < 1_000,
      ...(call.state === 'succeeded'
        ? { result: `{\n  day: ${call.args.slice(1, 13)},\n  rows: ${call.call * 24},\n  mean: 281.4,\n}` }
        : {}),
      ...(call.state === 'failed'
        ? {
            errors: [
              {
                name: 'DownloadError',
                message: 'The station did not answer.',
                code: 'E_STATION',
                stack:
                  'DownloadError: The station did not answer.\n    at Download.run (src/download.ts:31:11)\n    at async Thread.execute (node:internal)',
              },
              { name: 'Error', message: 'connect ECONNREFUSED 10.0.0.7:443', code: 'ECONNREFUSED' },
            ],
          }
        : {}),
    };
  }
}

function classOf(path: string): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return name === 'root' ? 'DailyForecast' : name[0]!.toUpperCase() + name.slice(1);
}
