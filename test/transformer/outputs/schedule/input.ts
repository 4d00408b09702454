import * as workloop from 'workloop';
import { flow, schedule, schedule as ticks, work } from 'workloop';

const alias = schedule;
const { schedule: taken } = workloop;
declare const crons: [string];

@flow()
export class Daily {
  isDue = () => schedule('@daily');

  run() {
    if (schedule('@daily') && schedule('@weekly', { key: 'a' }) && schedule('@daily')) return;
    if (ticks('@hourly').valueOf() || workloop.schedule('@hourly', undefined)) return;
    for (const cron of crons) if (alias(cron) || taken(cron)) this.helper();
    schedule(...crons);
  }

  helper() {
    function inner() {
      return schedule('@daily');
    }
    return inner() || [1].some(() => schedule('@daily'));
  }

  static shared() {
    return schedule('@daily');
  }
}

export const isDue = (cron: string) => schedule(cron);

@work()
export class Other {
  schedule(cron: string) {
    return cron;
  }
  run() {
    return this.schedule('@daily');
  }
}
