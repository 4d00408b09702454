import { type ScheduleOptions, schedule } from 'workloop';
import { same } from './equality.js';

export function schedules(): void {
  const isDue = schedule('@daily');
  same<typeof isDue, boolean>(true);
  same<ScheduleOptions['catchUp'], 'skip' | 'once' | undefined>(true);
  schedule('0 6 * * 1-5', { key: 'a', timezone: 'Europe/Berlin', catchUp: 'skip' });

  // @ts-expect-error a cron text is needed
  schedule();
  // @ts-expect-error another way to catch up
  schedule('@daily', { catchUp: 'all' });
  // @ts-expect-error an unknown option
  schedule('@daily', { tz: 'UTC' });
  // @ts-expect-error the third place is the transformer's
  schedule('@daily', {}, { site: 'a' });
}
