import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { types } from 'node:util';
import { App, type CallEvent, handleOf, withOptions } from 'workloop';
import { Blows, type Placed } from './blows.js';
import { type CallEntry, write } from './journal.js';
import { type Scenario, scenarioOf, type Task } from './scenario.js';
import { Group, makeVictim, Root, type RunnableVictim } from './tree.js';

/*
 * The app of one scenario: `node app.js <seed> <folder>`. What happens is in the file `journal` in that folder; nothing is
 * judged here.
 */

/** Threads end a little after Node says so. */
const PATIENCE_MS = 5000;

const [seed = '1', folder = '.'] = process.argv.slice(2);
const journal = `${folder}/journal`;
const scenario = scenarioOf(Number(seed));

/** Node's own threads for files come with their first use, and stay. */
await Promise.all(Array.from({ length: 8 }, () => stat(folder)));
const threadsBefore = countThreads();

const { root, placed } = makeTree(scenario);
const app = new App(root, scenario.options);
const blows = new Blows(scenario.blows, placed, journal);
watch(app);

const { exitCode, reason } = await app.run().catch((error: unknown) => ({
  exitCode: 1,
  reason: types.isNativeError(error) ? error.name : typeof error,
}));
write(journal, { kind: 'over', exitCode, reason, threads: await threadsLeft() });

function makeTree({ works, parents }: Scenario): { root: Root; placed: Map<string, Placed> } {
  const root = new Root(scenario, journal);
  const groups: Group[] = [root];
  for (const parent of parents) {
    const group = new Group(journal);
    (groups[parent] as Group).groups.push(group);
    groups.push(group);
  }
  const placed = new Map<string, Placed>();
  for (const plan of works) {
    const work = withOptions(makeVictim(plan, folder), plan.options);
    const group = groups[plan.group] as Group;
    group.add(work);
    placed.set(plan.name, { work, group });
  }
  return { root, placed };
}

function watch(app: App): void {
  app.on('call:queued', (event) => tell('queued', event));
  app.on('call:started', (event) => tell('started', event));
  app.on('call:retried', (event) => tell('retried', event));
  app.on('call:settled', (event) => tell('settled', event, { outcome: event.outcome }));
  app.on('app:stopped', ({ exitCode, reason }) => {
    blows.end();
    write(journal, { kind: 'stopped', exitCode, reason });
  });
}

function tell(kind: CallEntry['kind'], event: CallEvent, more: Partial<CallEntry> = {}): void {
  const { token, work: name } = event.args[0] as Task;
  const { work } = placed.get(name) as Placed;
  const { reason, message } = handleOf<RunnableVictim>(work).status;
  const { call, atMs } = event;
  // Long messages are of errors made large on purpose; the others tell a path, however long that is, before the cause.
  const said = message?.slice(0, 5000);
  write(journal, { kind, work: name, token, call, atMs, reason, message: said, ...more });
  // The flow writes a field that no work writes, whenever it is.
  if (kind === 'queued') work.told++;
  if (kind === 'queued' || kind === 'started') blows.note(name);
}

async function threadsLeft(): Promise<number> {
  for (const end = Date.now() + PATIENCE_MS; ; await wait(10)) {
    const left = countThreads() - threadsBefore;
    if (left <= 0 || Date.now() > end) return Math.max(0, left);
  }
}

function countThreads(): number {
  return readdirSync('/proc/self/task').length;
}
