import type { CallInfo, CallState, ComponentInfo, Delta, HitTick, PassInfo } from '../../../src/view/api.js';
import type { MockApp } from './mock-app.js';

const STEP_MS = 100;

/** What a mock app does in a tenth of a second: works run one after the other, some fail, most calls are hits. */
export class MockLife {
  #step = 0;
  readonly #running = new Map<string, { id: number; until: number }>();

  constructor(private readonly mock: MockApp) {}

  /** @returns What has changed. */
  step(atMs: number): Delta {
    const { mock } = this;
    if (mock.app.state === 'waiting' || mock.app.end !== undefined) return mock.update(atMs);
    this.#step++;
    const calls: CallInfo[] = [...this.#settle(atMs)];
    const isPaused = mock.app.state === 'paused';
    if (!isPaused) calls.push(...this.#begin(atMs));
    const hits = isPaused ? [] : this.#hit(atMs);
    const passes = isPaused ? [] : this.#pass(atMs);
    const [logCount, changeCount, pointCount] = [mock.logs.length, mock.changes.length, mock.series.length];
    if (calls.length > 0 && !isPaused) this.#tell(calls, atMs);
    if (this.#step % 10 === 0) this.#measure(atMs);
    const touched = new Set([...calls, ...hits].map(({ path }) => path));
    return {
      ...mock.update(atMs, {
        passes: mock.app.passes + passes.length,
        executions: mock.calls.length,
        hits: mock.app.hits + hits.reduce((sum, { count }) => sum + count, 0),
        failures: mock.app.failures + calls.filter(({ state }) => state === 'failed').length,
        savedMs: mock.app.savedMs + hits.length * 340,
      }),
      calls,
      hits,
      passes,
      components: [...touched].map((path) => this.#figures(path)),
      logs: mock.logs.slice(logCount),
      changes: mock.changes.slice(changeCount),
      series: mock.series.slice(pointCount),
    };
  }

  #begin(atMs: number): CallInfo[] {
    const works = this.mock.components.filter(({ kind }) => kind === 'work').map(({ path }) => path);
    const begun: CallInfo[] = [];
    for (const [i, path] of works.entries()) {
      if (this.#running.has(path) || (this.#step + i * 7) % (11 + (i % 6) * 9) !== 0) continue;
      const call = this.mock.call(path, atMs, { state: 'running', waitMs: 40 + (i % 3) * 160 });
      this.#running.set(path, { id: call.id, until: this.#step + 4 + ((this.#step * 7 + i * 5) % 23) });
      begun.push(call);
    }
    return begun;
  }

  #settle(atMs: number): CallInfo[] {
    return [...this.#running].flatMap(([path, { id, until }]) => {
      if (this.#step < until) return [];
      const call = this.mock.calls[id - 1]!;
      const isRetried = call.call % 5 === 3 && call.attempt === 1;
      const state: CallState = isRetried ? 'running' : call.call % 7 === 4 ? 'failed' : 'succeeded';
      const next: CallInfo = isRetried
        ? { ...call, state, attempt: 2, firstStartedAtMs: call.startedAtMs ?? atMs, startedAtMs: atMs }
        : {
            ...call,
            state,
            endedAtMs: atMs,
            ...(state === 'failed' && { error: 'DownloadError: The station did not answer.' }),
          };
      this.mock.calls[id - 1] = next;
      if (isRetried) this.#running.set(path, { id, until: this.#step + 6 });
      else this.#running.delete(path);
      return [next];
    });
  }

  #hit(atMs: number): HitTick[] {
    const works = this.mock.components.filter(
      ({ kind, executions = 0 }) => kind === 'work' && executions > 0,
    );
    const ticks = works
      .filter((_, i) => (this.#step + i * 3) % 4 === 0)
      .map(({ path }) => ({ path, atMs: atMs - (atMs % STEP_MS), count: 1 + (this.#step % 9) }));
    this.mock.hits.push(...ticks);
    for (const { path, count } of ticks) {
      const { hits = 0 } = works.find((work) => work.path === path)!;
      this.mock.set(path, { hits: hits + count });
    }
    return ticks;
  }

  #pass(atMs: number): PassInfo[] {
    const isSuspended = this.#running.has('root.today.download');
    const pass: PassInfo = {
      pass: this.mock.passes.length + 1,
      startedAtMs: atMs,
      endedAtMs: atMs + (isSuspended ? 2 : 8),
      suspendedBy: isSuspended ? ['root.today.download'] : [],
    };
    this.mock.passes.push(pass);
    return [pass];
  }

  #figures(path: string): ComponentInfo {
    const ids = this.mock.idsOf(path);
    const callAt = (back: number): CallInfo | undefined => this.mock.calls[(ids.at(-back) ?? 0) - 1];
    const last = callAt(1);
    const ended = last?.endedAtMs === undefined ? callAt(2) : last;
    return this.mock.set(path, {
      executions: ids.length,
      failures: Math.floor((ids.length + 3) / 7),
      failedCalls: Math.floor((ids.length + 3) / 7),
      queue: this.#running.has(path) && ids.length % 3 === 0 ? 2 : 0,
      ...(last === undefined ? {} : { status: { name: nameOf(last.state), atMs: last.queuedAtMs } }),
      ...(ended?.endedAtMs === undefined ? {} : { lastDurationMs: ended.endedAtMs - ended.startedAtMs! }),
    });
  }

  #tell(calls: readonly CallInfo[], atMs: number): void {
    for (const { path, state, args, call } of calls) {
      if (state === 'failed')
        this.mock.log(atMs, 'error', path, `DownloadError: The station did not answer. ${args}`);
      else if (state === 'succeeded') this.mock.log(atMs, 'info', path, `run${args} is done`);
      else this.mock.log(atMs, call % 5 === 3 ? 'warn' : 'debug', path, `run${args} begins`);
      if (state !== 'succeeded') continue;
      const field = path.endsWith('train') ? 'weights' : 'rows';
      this.mock.changes.push({
        id: this.mock.changes.length + 1,
        atMs,
        pass: this.mock.passes.length,
        path,
        field,
        ...(call === 1 ? {} : { before: textOfRows(call - 1) }),
        after: textOfRows(call),
      });
    }
  }

  #measure(atMs: number): void {
    const wave = Math.sin(this.#step / 30);
    this.mock.series.push({
      atMs,
      executions: Math.round(4 + wave * 3),
      hits: Math.round(40 + wave * 24),
      failures: this.#step % 70 === 0 ? 1 : 0,
      p50Ms: 640 + wave * 120,
      p95Ms: 1_900 + wave * 400,
      heapBytes: 48e6 + (this.#step % 200) * 6e4,
      residentBytes: 120e6 + this.#step * 1e3,
    });
  }
}

function nameOf(state: CallState): 'pending' | 'running' | 'succeeded' | 'failed' | 'stopped' {
  if (state === 'queued') return 'pending';
  return state === 'retrying' ? 'running' : state;
}

function textOfRows(call: number): string {
  return `{\n  day: '2012-01-${String(call).padStart(2, '0')}',\n  station: 'Potsdam',\n  rows: ${call * 24},\n  mean: ${(280 + (call % 9) / 3).toFixed(2)},\n  unit: 'K',\n}`;
}
