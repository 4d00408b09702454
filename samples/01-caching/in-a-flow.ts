import { App, flow, stop } from 'workloop';
import { Echo } from './echo.js';

@flow()
class EchoAgain {
  readonly echo = new Echo();
  #passes = 0;

  run(): void {
    if (++this.#passes > 50) stop('50 passes are over');
    for (let i = 0; i < 5; i++) this.echo.run({ value: 1 });
    this.echo.run({ value: 10 });
  }
}

await new App(new EchoAgain(), { heartbeatMs: 1 }).run();
