import { parseArgs } from 'node:util';

/** What a person may set: the number of days and the store on the command line, the length of a day in the environment. */
export interface Settings {
  readonly days: number;
  readonly dayMs: number;
  /** The folder in which the season outlives the process; `undefined` where it does not. */
  readonly store: string | undefined;
}

/** Where `--store` stands alone. */
const DEFAULT_STORE = './.workloop';

/** A setting has a value that it cannot take. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/**
 * @param daysInFile How many days there are to forecast for.
 * @throws {SettingError} saying what was expected.
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  daysInFile: number,
): Settings {
  const { days, store } = readArguments(args);
  return { days: daysFrom(days, daysInFile), dayMs: readDayMs(environment.DAY_MS ?? '200'), store };
}

function daysFrom(given: string, daysInFile: number): number {
  if (given === 'all') return daysInFile;
  const days = integer(given);
  if (days !== undefined && days >= 1 && days <= daysInFile) return days;
  throw new SettingError(`Expected --days to be an integer from 1 to ${daysInFile}, or all, got '${given}'`);
}

function readArguments(args: readonly string[]): { days: string; store?: string } {
  // A folder may follow, and need not: the parser wants one.
  const whole = args.map((arg, i) => {
    const isAlone = arg === '--store' && (args[i + 1] ?? '-').startsWith('-');
    return isAlone ? `--store=${DEFAULT_STORE}` : arg;
  });
  try {
    return parseArgs({
      args: whole,
      options: { days: { type: 'string', default: '60' }, store: { type: 'string' } },
    }).values;
  } catch (error) {
    const usage = 'Usage: [--days <number>|all] [--store [<folder>]]';
    throw new SettingError(`${(error as Error).message} ${usage}`, { cause: error });
  }
}

function readDayMs(given: string): number {
  const dayMs = integer(given);
  if (dayMs !== undefined && dayMs >= 1) return dayMs;
  throw new SettingError(`Expected DAY_MS to be an integer of milliseconds from 1 up, got '${given}'`);
}

function integer(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
