import { App, flow, stop } from 'workloop';
import { Daily } from './daily.js';

/** A day of this sample, in milliseconds; a real one has 86,400,000. */
const DAY_MS = 1000;

@flow()
class FiveDays {
  readonly daily = new Daily(DAY_MS);

  run(): void {
    if (this.daily.today() > 5) stop('five days are over');
    this.daily.run();
  }
}

await new App(new FiveDays()).run();
