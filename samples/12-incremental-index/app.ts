import { App } from 'workloop';
import { readSettings } from './command-line.js';
import { IndexFolder } from './index-folder.js';
import { Reasons } from './reasons.js';

const { folder, store, query } = readSettings(process.argv.slice(2));
const root = new IndexFolder(folder);
const app = new App(root, { store });
const reasons = new Reasons();
app.on('call:queued', ({ args, reason, atMs }) => reasons.note(String(args[1]), reason, atMs));
await app.run();

console.log(`${app.counts.executions} executions`);
for (const line of reasons.lines) console.log(`  ${line}`);
console.log(`best for '${query}':`);
for (const { path, score } of root.index().find(query, 3)) console.log(`  ${score.toFixed(2)} ${path}`);
const { user, system } = process.cpuUsage();
console.log(
  `${Math.round(performance.now())} ms, ${Math.round((user + system) / 1000)} ms of processor time`,
);
