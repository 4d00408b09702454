import { callContext, flow, work } from 'workloop';
import { Diary } from './diary.js';

/** An app whose days are what the test says they are. */
export function dayApp(first: readonly string[] = ['2012-01-01']) {
  const diary = new Diary();
  /** Days that fail, and those that are held until `open`. */
  const [broken, held] = [new Set<string>(), new Set<string>()];
  let open: () => void = () => undefined;

  @work({ parallel: true, executor: 'inline', raiseException: false })
  class Download {
    rows = 0;
    async run(day: string): Promise<{ day: string; rows: number }> {
      diary.note(`download ${day}`);
      const { log, signal } = callContext();
      log.info(`downloads ${day}`);
      if (broken.has(day)) throw new Error(`The station is silent on ${day}.`);
      if (held.has(day)) {
        await new Promise<void>((resolve) => {
          open = resolve;
          signal.addEventListener('abort', () => resolve());
        });
      }
      this.rows += 24;
      return { day, rows: 24 };
    }
  }

  @work({ parallel: true, executor: 'inline', raiseException: false })
  class Report {
    async run(days: number): Promise<string> {
      diary.note(`report ${days}`);
      return `${days} days`;
    }
  }

  @flow()
  class Forecast {
    days = [...first];
    download = new Download();
    report = new Report();
    run(): void {
      for (const day of this.days) void this.download.run(day);
      void this.report.run(this.days.length);
    }
  }

  const root = new Forecast();
  return {
    root,
    diary,
    broken,
    held,
    open: () => open(),
    /** The flow meets one more day. */
    meet: (day: string) => void root.days.push(day),
  };
}
