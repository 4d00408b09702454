import { App, handleOf } from 'workloop';
import { MADE } from './journal.js';
import { scenarioOf } from './scenario.js';
import { type AnyWork, AsyncRoot, SyncRoot } from './tree.js';
import { callOf } from './works.js';
import { write } from './write.js';

/*
 * One life of the app of a scenario: `node app.js <seed>`. Its store and its journal are named by the environment; nothing
 * is judged here.
 */

write({ kind: 'born' });
const scenario = scenarioOf(Number(process.argv[2]));
const root = scenario.isAsync ? new AsyncRoot(scenario) : new SyncRoot(scenario);
const app = new App(root, { heartbeatMs: 50, shutdownMs: 2000, startTimeoutMs: 60_000 });
app.on('app:started', () => write({ kind: 'started' }));
app.on('call:settled', ({ path, args: [item], outcome }) => {
  write({ kind: 'complete', call: nameOf(workAt(path), item), outcome });
});
process.stdout.write(`${MADE}\n`);
await app.run();
write({ kind: 'over' });

function workAt(path: string): AnyWork {
  const works = handleOf(root).works as readonly unknown[] as readonly AnyWork[];
  const work = works.find((one) => handleOf(one as { run(): unknown }).path === path);
  if (work === undefined) throw new Error(`No work at ${path}`);
  return work;
}

function nameOf({ _plan }: AnyWork, item: unknown): string {
  if (item === undefined) return _plan.name;
  return callOf(_plan, typeof item === 'number' ? item : (item as { n: number }).n);
}
