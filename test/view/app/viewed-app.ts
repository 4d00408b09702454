import type { AppOptions } from '../../../src/loop/app-options.js';
import { Engine } from '../../../src/loop/engine.js';
import { InlineOnly } from '../../../src/loop/executors.js';
import { defaultViewOptions, type ViewOptions } from '../../../src/loop/view-options.js';
import { VirtualClock } from '../../../src/testing/virtual-clock.js';
import { View } from '../../../src/view/view.js';
import { FakeThread } from './fake-thread.js';

/** An app under a virtual clock with a view whose thread is the test. */
export class ViewedApp {
  readonly clock = new VirtualClock('2026-01-01T00:00:00.000Z');
  readonly thread = new FakeThread();
  readonly warnings: string[] = [];
  readonly engine: Engine;
  readonly ended: Promise<unknown>;
  view: View | undefined;
  /** What the app had to go by when it started. */
  url: string | undefined | 'not started' = 'not started';

  constructor(root: object, view: ViewOptions = {}, options: AppOptions = {}) {
    this.engine = new Engine(root, options, {
      clock: this.clock,
      announcer: {
        info: () => undefined,
        warn: (line) => void this.warnings.push(line),
        output: () => undefined,
      },
      executors: new InlineOnly(this.clock),
      beforeStart: async () => {
        this.view = new View({
          engine: this.engine,
          options: { ...defaultViewOptions, ...view },
          startThread: this.thread.start,
        });
        this.url = await this.view.listening;
      },
    });
    if (view.start === 'manual') this.engine.control.holdBack('waiting');
    this.engine.claimRun();
    this.ended = this.engine.run();
    this.ended.catch(() => undefined);
  }

  get passes(): number {
    return this.engine.context.counts.passes;
  }

  async end(): Promise<void> {
    this.engine.context.requestEnd({ exitCode: 0, reason: 'the test is over' });
    await this.ended;
    void this.thread.ended.then(() => this.thread.exits());
    await this.view?.end();
    this.clock.close();
  }
}

/** Lets what is due on the event loop have its turn. */
export async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
