import { App, flow, stop, use, withOptions } from 'workloop';
import { Machine } from './machine.js';

@flow()
class SideBySide {
  readonly left = withOptions(new Machine(), { parallel: true });
  readonly right = withOptions(new Machine(), { parallel: true });

  run(): void {
    // Both begin in the same pass, each on a thread of its own, and the flow waits for both together.
    const [left, right] = use([this.left.run(10), this.right.run(10)]);
    stop(`both are done, at ${left} and ${right}`);
  }
}

const app = new App(new SideBySide());
const spoke: string[] = [];
app.on('work:output', ({ path }) => spoke.push(path));
await app.run();

const firstOf = (path: string): number => spoke.indexOf(path);
const lastOf = (path: string): number => spoke.lastIndexOf(path);
const isInterleaved =
  firstOf('root.left') < lastOf('root.right') && firstOf('root.right') < lastOf('root.left');
console.log(isInterleaved ? 'each was counting while the other was' : 'one counted after the other');
