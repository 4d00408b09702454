import { readFileSync } from 'node:fs';
import { definitionOf } from '../../component/definition.js';
import { messageOf } from '../../errors.js';
import { ownFolder } from '../../executor/own-folder.cjs';
import type { Engine } from '../../loop/engine.js';
import type { AppInfo, AppState } from '../api.js';
import { textOfLine } from './value-text.js';

const MOST_REASON = 2_000;

/** What of an app does not change while it runs. */
export type AppFacts = Pick<AppInfo, 'name' | 'pid' | 'version' | 'startedAtMs' | 'store'>;

/** Finds out what does not change. */
export function factsOf({ root, options, context }: Engine): AppFacts {
  return {
    name: definitionOf(root)?.name ?? 'app',
    pid: process.pid,
    version: ownVersion(),
    startedAtMs: context.clock.now(),
    store: options.store === false ? null : options.store,
  };
}

/** The app as it is now. */
export function appInfoOf(engine: Engine, facts: AppFacts, savedMs: number): AppInfo {
  const { context } = engine;
  const { passes, executions, hits, joins, failures } = context.counts;
  return {
    ...facts,
    state: stateOf(engine),
    atMs: context.clock.now(),
    passes,
    executions,
    hits,
    joins,
    failures,
    savedMs: Math.round(savedMs),
    run: context.store?.run ?? 1,
    ...(context.ending.current !== undefined && { isEnding: true }),
  };
}

/** The app when it has come to its end. */
export function endedInfoOf(engine: Engine, facts: AppFacts, savedMs: number): AppInfo {
  const { isEnding: _, ...info } = appInfoOf(engine, facts, savedMs);
  const end = engine.context.ending.current;
  if (end === undefined) return info;
  const { exitCode, reason } =
    end.kind === 'failed' ? { exitCode: 1, reason: messageOf(end.error) } : end.request;
  const { redact } = engine.context;
  const shown = textOfLine(reason, { redact, work: 'root', name: 'error.message' }, MOST_REASON);
  return { ...info, state: exitCode === 0 ? 'stopped' : 'failed', end: { exitCode, reason: shown } };
}

function stateOf({ control, context, isIdle }: Engine): AppState {
  // What was asked to end still has to come to its end.
  if (context.ending.current !== undefined) return 'running';
  return control.hold ?? (isIdle ? 'idle' : 'running');
}

function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', ownFolder), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}
