import { App, flow, now, schedule, stop, use, work } from 'workloop';
import { write } from './write.js';

/*
 * An app that tells the time: `node --import shifted-clock.js clock-app.js <end>`. It has a tick each midnight and a result
 * that counts for an hour, and ends when its clock has come to its argument.
 */

const end = process.argv[2] as string;

@work({ ttlMs: 3_600_000 })
class Hourly {
  async run(what: string): Promise<string> {
    const body = new Date().toISOString();
    write({ kind: 'begin', call: what, body, attempt: 1 });
    return body;
  }
}

@flow()
class Days {
  readonly hourly = new Hourly();
  days: string[] = [];
  run(): void {
    if (schedule('0 0 * * *', { timezone: 'UTC' })) this.days.push(now().toISOString());
    const at = now().toISOString();
    const made = use(this.hourly.run('hourly'));
    console.log(`it is ${at}, since ${made}`);
    if (at < end) return;
    write({ kind: 'final', state: this.days.join(' '), works: '' });
    stop('it is late');
  }
}

const app = new App(new Days(), { heartbeatMs: 20 });
await app.run();
