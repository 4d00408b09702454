import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SampleProcess } from './process.js';

// What could be done by hand: start the app, kill it in the middle of two steps, start it again.
const app = fileURLToPath(new URL('app.js', import.meta.url));
const store = mkdtempSync(join(tmpdir(), 'workloop-resume-'));

const first = new SampleProcess(app, store);
await first.killAt("root.simulate('north') has succeeded");
for (const line of first.lines) console.log(line);
console.log('--- killed with SIGKILL; again:');

const second = new SampleProcess(app, store);
process.exitCode = (await second.end()) ?? 1;
for (const line of second.lines) console.log(line);
rmSync(store, { recursive: true });
