import { Cron } from 'croner';
import { describe, InvalidOptionError } from '../../errors.js';

const ALIASES = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually'];
const EXPECTED = `a cron text of five or six fields, such as '30 6 * * 1-5', or one of ${ALIASES.join(', ')}`;

/**
 * The times that a cron text means. Days of the month and of the week are alternatives where both are given. Around a
 * change of the clocks, a time of day that is left out counts as the first moment after the gap, and one that comes twice
 * counts once; what is written with `*` or a step goes on through the hour that comes twice.
 */
export class CronTimes {
  readonly #cron: Cron;

  /** @throws {InvalidOptionError} where the text or the timezone is none. */
  constructor(cron: string, timezone: string | undefined) {
    checkFields(cron);
    if (timezone !== undefined) checkTimezone(timezone);
    try {
      // It only computes: without a function it sets no timer, and it is paused all the same.
      this.#cron = new Cron(cron, {
        paused: true,
        mode: '5-or-6-parts',
        fixedTimeRule: 'no-wildcard',
        ...(timezone !== undefined && { timezone }),
      });
    } catch (error) {
      throw new InvalidOptionError('cron', `${EXPECTED} (${reasonOf(error)})`, cron);
    }
  }

  /** The first time after a moment; `undefined` where none comes any more. */
  after(atMs: number): number | undefined {
    return this.#cron.nextRun(new Date(atMs))?.getTime();
  }

  /** The last time up to a moment, given one that is not later than it. */
  lastUntil(atMs: number, known: number): number {
    // Times are whole seconds, and what is asked for is strictly before.
    const [last] = this.#cron.previousRuns(1, new Date(Math.floor(atMs / 1000) * 1000 + 1000));
    return Math.max(known, last?.getTime() ?? known);
  }
}

/** Dates in ISO form, seven fields with years and further aliases, which croner takes as well, are no cron text here. */
function checkFields(cron: unknown): void {
  if (typeof cron !== 'string') throw new InvalidOptionError('cron', EXPECTED, cron);
  const fields = cron.trim().split(/\s+/);
  const isAlias = fields.length === 1 && ALIASES.includes(cron.trim().toLowerCase());
  if (!isAlias && fields.length !== 5 && fields.length !== 6)
    throw new InvalidOptionError('cron', EXPECTED, cron);
}

function checkTimezone(timezone: unknown): void {
  const expected = "the IANA name of a timezone, such as 'Europe/Berlin' or 'UTC'";
  // Offsets are known to some versions of the machine's library only.
  if (typeof timezone !== 'string' || /^[+-]/.test(timezone))
    throw new InvalidOptionError('timezone', expected, timezone);
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw new InvalidOptionError('timezone', expected, timezone);
  }
}

function reasonOf(error: unknown): string {
  return (
    typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : describe(error)
  )
    .replace(/^CronPattern: /, '')
    .replace(/\.$/, '');
}
