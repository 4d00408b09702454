import { InvalidOptionError } from '../../errors.js';

/** What `schedule` may be told. */
export interface ScheduleOptions {
  /**
   * Tells schedules apart that are asked for at one place, in a loop for example.
   * @default ''
   */
  readonly key?: string;
  /**
   * The IANA name of the timezone in which the cron text is meant, such as `'Europe/Berlin'`.
   * @default the machine's own
   */
  readonly timezone?: string;
  /**
   * What becomes of a tick that cannot be given within a second of its time: because the pass is suspended, the flow goes
   * another way, or the process was asleep. `'once'`: it is given as soon as it can be, and where several were missed, one
   * of them is. `'skip'`: it is dropped.
   * @default 'once'
   */
  readonly catchUp?: 'skip' | 'once';
}

/** Options with nothing left open but the timezone, which may be the machine's. */
export type ResolvedScheduleOptions = Required<Pick<ScheduleOptions, 'key' | 'catchUp'>> & {
  readonly timezone: string | undefined;
};

const names = ['key', 'timezone', 'catchUp'];

/**
 * Checks options as a person wrote them and fills in the rest. Options given as `undefined` count as left out.
 *
 * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
 */
export function resolveScheduleOptions(options: unknown = {}): ResolvedScheduleOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new InvalidOptionError('options', "an object, such as { timezone: 'UTC' }", options);
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name))
      throw new InvalidOptionError(name, `one of the options of a schedule (${names.join(', ')})`, value);
  }
  const { key = '', timezone, catchUp = 'once' } = options as Readonly<Record<string, unknown>>;
  if (typeof key !== 'string') throw new InvalidOptionError('key', "a string, such as 'berlin'", key);
  if (catchUp !== 'once' && catchUp !== 'skip')
    throw new InvalidOptionError('catchUp', "'skip' or 'once'", catchUp);
  // Which timezones there are is known to who computes times.
  return { key, catchUp, timezone: timezone as string | undefined };
}
