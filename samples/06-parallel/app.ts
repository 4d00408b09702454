import { App, flow, stop, use } from 'workloop';
import { Machine } from './machine.js';

@flow()
class OneAfterTheOther {
  readonly left = new Machine();
  readonly right = new Machine();

  run(): void {
    // Ends the pass until the left machine is done. So the right one is not asked before.
    const left = use(this.left.run(3));
    const right = use(this.right.run(3));
    stop(`both are done, at ${left} and ${right}`);
  }
}

await new App(new OneAfterTheOther()).run();
