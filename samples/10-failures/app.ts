import { App, handleOf, type Runnable } from 'workloop';
import { Failures } from './failures.js';

const root = new Failures();
const app = new App(root);
const printed = new Map(handleOf(root).works.map((work) => [work, '']));

// Each of these events is told after the status of a work has changed, or when it has its first.
for (const event of ['app:started', 'call:queued', 'call:started', 'call:retried', 'call:settled'] as const) {
  app.on(event, () => printChanges());
}
await app.run();

function printChanges(): void {
  for (const [work, last] of printed) {
    const line = lineOf(work);
    if (line === last) continue;
    printed.set(work, line);
    console.log(line);
  }
}

function lineOf(work: Runnable): string {
  const { path, status } = handleOf(work);
  const { name, reason, message } = status;
  return `${path} ${name}${reason === undefined ? '' : ` (${reason}): ${message}`}`;
}
