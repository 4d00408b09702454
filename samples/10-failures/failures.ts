import { flow, handleOf, stop, use, WorkFailedError } from 'workloop';
import { Exits, Flaky, NeverEnds, NotReady, ReturnsFunction, Succeeds, Throws, Waits } from './works.js';

/** Calls one work after the other, and goes on whatever becomes of them. */
@flow()
export class Failures {
  readonly succeeds = new Succeeds();
  readonly throws = new Throws();
  readonly exits = new Exits();
  readonly neverEnds = new NeverEnds();
  readonly notReady = new NotReady();
  readonly returnsFunction = new ReturnsFunction();
  readonly waits = new Waits();
  readonly flaky = new Flaky();

  run(): void {
    attempt(() => this.succeeds.run());
    attempt(() => this.throws.run());
    attempt(() => this.exits.run());
    attempt(() => this.neverEnds.run());
    attempt(() => this.notReady.run());
    attempt(() => this.returnsFunction.run());
    attempt(() => this.#stopInTheMiddle());
    attempt(() => use(this.flaky.run()));
    stop('the app has survived them all');
  }

  #stopInTheMiddle(): void {
    const handle = handleOf(this.waits);
    if (handle.isRunning) handle.stop('nobody needs it any more');
    // What was stopped stays so: another call of it would wait until `handle.start()`.
    if (!handle.hasStopped) use(this.waits.run());
  }
}

/** A failure reaches the flow at the call, where it can decide to go on. */
function attempt(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof WorkFailedError)) throw error;
  }
}
