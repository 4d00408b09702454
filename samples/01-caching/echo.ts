import { work } from 'workloop';

/** Prints what it receives, and so shows when it executes. */
@work()
export class Echo {
  run(...args: { value: number }[]): void {
    console.log(`I received the following props: args: ${JSON.stringify(args)}`);
  }
}
