import { parseArgs } from 'node:util';

/** What a person may set: the number of days on the command line, their length in the environment. */
export interface Settings {
  readonly days: number;
  readonly dayMs: number;
}

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
  return { days: readDays(args, daysInFile), dayMs: readDayMs(environment.DAY_MS ?? '200') };
}

function readDays(args: readonly string[], daysInFile: number): number {
  const given = valueOfDays(args);
  if (given === 'all') return daysInFile;
  const days = integer(given);
  if (days !== undefined && days >= 1 && days <= daysInFile) return days;
  throw new SettingError(`Expected --days to be an integer from 1 to ${daysInFile}, or all, got '${given}'`);
}

function valueOfDays(args: readonly string[]): string {
  try {
    return parseArgs({ args: [...args], options: { days: { type: 'string', default: '60' } } }).values.days;
  } catch (error) {
    throw new SettingError(`${(error as Error).message} Usage: [--days <number>|all]`, { cause: error });
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
