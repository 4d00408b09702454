/**
 * Prints the keys of the golden values as this process sees them: made in the main realm, in a `vm` context and in a
 * worker thread. The built package is what runs here.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { digest } from '../../dist/identity/index.js';

const file = new URL('golden-values.cjs', import.meta.url);

function keysOf(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(value)]));
}

const here = keysOf(createRequire(import.meta.url)('./golden-values.cjs')());

if (isMainThread) {
  const context = vm.createContext({ module: {}, Buffer, URL, URLSearchParams });
  vm.runInContext(readFileSync(file, 'utf8'), context);
  const elsewhere = keysOf(context.module.exports());
  new Worker(new URL(import.meta.url)).once('message', (thread) => {
    const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    console.log(
      JSON.stringify({ version: process.versions.node, locale, timeZone, here, elsewhere, thread }),
    );
  });
} else {
  parentPort.postMessage(here);
}
