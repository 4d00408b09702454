import { workerData } from 'node:worker_threads';
import { encodeError } from '../../codec/encode-error.js';
import { onEndRequestInWorker, WORKER_DATA_KEY } from '../../worker-mode.js';
import type { ThreadData, ToThread } from '../thread-data.js';
import { AppPort } from './app-port.js';
import { captureOutput } from './capture-output.js';
import { HostedWork } from './hosted-work.js';
import { keepLastWords } from './last-words.js';
import { loadClass } from './load-class.js';

/*
 * What the thread of a worker begins with. All user code of the worker runs on this thread, and nothing else does that
 * anybody would have to wait for.
 */

const data = (workerData as Readonly<Record<string, ThreadData>>)[WORKER_DATA_KEY] as ThreadData;
const port = new AppPort(data);
/** As it is before user code can put something else in its place. */
const exit = process.exit.bind(process);
/** There once the instance is made. */
let hosted: HostedWork | undefined;

captureOutput(port);
keepLastWords(data.outbound);
// Looks on and changes nothing: whoever handles uncaught exceptions by himself still does.
process.on('uncaughtExceptionMonitor', (error: unknown) => {
  port.post({ kind: 'uncaught', error: encodeError(error) });
});
onEndRequestInWorker((request) => port.post({ kind: 'endRequested', ...request }));
port.listen(receive);
void setUp();

async function setUp(): Promise<void> {
  try {
    const Class = await loadClass(data.start);
    port.post({ kind: 'loaded' });
    hosted = new HostedWork(Class, data.start, port);
    await hosted.setUp();
    port.post({ kind: 'ready' });
  } catch (error) {
    port.post({ kind: 'setupFailed', error: encodeError(error) });
  }
}

function receive(message: ToThread): void {
  switch (message.kind) {
    case 'call':
      hosted?.run(message);
      return;
    case 'doorbell':
      hosted?.applyChanges();
      return;
    case 'close':
      void close();
  }
}

async function close(): Promise<void> {
  await hosted?.close();
  exit(0);
}
