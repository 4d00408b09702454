import { sleepUntilRead } from '../shared-log.js';

/** How long a worker that kills its own process waits for its log to be read, in milliseconds. */
const LONGEST_WAIT_MS = 500;

/** How long it takes at most to send on what was read, in milliseconds. */
const SENDING_MS = 20;

/**
 * Lets what was printed get out of this process before the user's code kills it: a log in shared memory outlives its
 * thread, but not its process.
 */
export function keepLastWords(outbound: SharedArrayBuffer): void {
  const { kill } = process;
  process.kill = (pid, signal) => {
    if (isOwnProcess(pid) && signal !== 0) {
      sleepUntilRead(outbound, LONGEST_WAIT_MS);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SENDING_MS);
    }
    return kill.call(process, pid, signal);
  };
}

/** Whether a signal to `pid` comes to this process too: 0 and negative numbers mean groups. */
function isOwnProcess(pid: number): boolean {
  return Math.abs(pid) === process.pid || pid === 0;
}
