import { parseArgs } from 'node:util';
import { App, describeReason, handleOf } from 'workloop';
import { Pipeline, STATIONS } from './pipeline.js';

const options = { store: { type: 'string', default: './.workloop-resume' } } as const;
const { store } = parseArgs({ options }).values;
const stepMs = Number(process.env.STEP_MS ?? 500);
const root = new Pipeline(stepMs);
const app = new App(root, { store });

app.on('app:started', () => {
  console.log(`process ${process.pid} begins with ${stateOf(root)}`);
  for (const station of STATIONS) tellOfHits(station);
});
app.on('call:queued', ({ path, args, reason, atMs }) => {
  console.log(`${path}('${args[0]}') is to execute: ${describeReason(reason, atMs)}`);
});
app.on('call:started', ({ path, args }) => console.log(`${path}('${args[0]}') begins`));
app.on('call:settled', ({ path, args, outcome }) => console.log(`${path}('${args[0]}') has ${outcome}`));
await app.run();
console.log(`ends with ${stateOf(root)}`);

function stateOf({ fetched, simulate, result }: Pipeline): string {
  return `${fetched.length} fetched, ${simulate.done} simulated, result '${result}'`;
}

/** Says what is complete of a station, and which run has done it. Executes nothing. */
function tellOfHits(station: string): void {
  const { fetch, simulate } = root;
  const fetched = handleOf(fetch).explain(station, stepMs);
  const rainMm = handleOf(fetch).result(station, stepMs);
  if (rainMm === undefined) return;
  console.log(`${handleOf(fetch).path}('${station}') is a hit, from run ${fetched.provenance?.run}`);
  const { decision, provenance } = handleOf(simulate).explain(station, rainMm, stepMs);
  if (decision !== 'hit') return;
  console.log(`${handleOf(simulate).path}('${station}') is a hit, from run ${provenance?.run}`);
}
