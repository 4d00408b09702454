import { work } from 'workloop';
import type { Order, Small } from '../arguments.js';

/** Works of one argument, as a person would write them; each counts its executions. */
@work()
export class Double {
  executions = 0;

  run(value: number): number {
    this.executions += 1;
    return value * 2;
  }
}

/** Takes one string. */
@work()
export class Measure {
  executions = 0;

  run(value: string): number {
    this.executions += 1;
    return value.length;
  }
}

/** Takes the smallest object there is. */
@work()
export class Read {
  executions = 0;

  run({ value }: Small): number {
    this.executions += 1;
    return value;
  }
}

/** Takes an object of ten fields. */
@work()
export class Total {
  executions = 0;

  run({ price, quantity }: Order): number {
    this.executions += 1;
    return price * quantity;
  }
}
