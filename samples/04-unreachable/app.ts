import { App, flow, stop, work } from 'workloop';

@work({ cacheCalls: false })
class Uncached {
  run(): void {
    console.log('the work executes');
  }
}

@flow()
class Unreachable {
  readonly uncached = new Uncached();
  #passes = 0;

  run(): void {
    if (++this.#passes > 5) stop('five times are enough to see it');
    console.log('HERE BEFORE');
    this.uncached.run();
    console.log('HERE AFTER');
  }
}

// Without the heartbeat a pass begins only because a call ended, so that the output is the same on every machine.
await new App(new Unreachable(), { heartbeatMs: false }).run();
