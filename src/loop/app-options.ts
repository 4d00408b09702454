import { LONGEST_TIMER_MS } from '../clock.js';
import { InvalidOptionError } from '../errors.js';

/** What an app may be told. */
export interface AppOptions {
  /**
   * How long after a pass the next one begins where nothing changed, in milliseconds above 0: a flow may read the clock.
   * `false`: only a change begins a pass.
   * @default 100
   */
  readonly heartbeatMs?: number | false;
  /**
   * How long the end of the app waits for what runs, in milliseconds from 0 up.
   * @default 10000
   */
  readonly shutdownMs?: number;
}

/** Options of an app with nothing left open. */
export type ResolvedAppOptions = Required<AppOptions>;

/** The one place where the defaults of apps stand. */
export const defaultAppOptions: ResolvedAppOptions = Object.freeze({ heartbeatMs: 100, shutdownMs: 10_000 });

/**
 * Checks options as a person wrote them and fills in the rest.
 *
 * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
 */
export function resolveAppOptions(options: AppOptions): ResolvedAppOptions {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    const isKnown = Object.hasOwn(defaultAppOptions, name);
    if (!isKnown) throw new InvalidOptionError(name, `one of the options of an app (${names()})`, value);
  }
  const { heartbeatMs = defaultAppOptions.heartbeatMs, shutdownMs = defaultAppOptions.shutdownMs } = options;
  if (heartbeatMs !== false && !(isDuration(heartbeatMs) && heartbeatMs > 0)) {
    throw new InvalidOptionError('heartbeatMs', 'a number of milliseconds above 0, or false', heartbeatMs);
  }
  if (!isDuration(shutdownMs))
    throw new InvalidOptionError('shutdownMs', 'a number of milliseconds from 0 up', shutdownMs);
  return { heartbeatMs, shutdownMs };
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST_TIMER_MS;
}

function names(): string {
  return Object.keys(defaultAppOptions).join(', ');
}
