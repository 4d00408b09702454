/** How often the memory of a process is looked at, in milliseconds. */
const INTERVAL_MS = 100;

/**
 * What a thread takes beside the objects that its own limit counts, in bytes: the engine's own structures, compiled code,
 * young objects. Measured at 10 to 40 MiB.
 */
const ALLOWANCE_BYTES = 64 * 2 ** 20;

/**
 * Calls `onExceeded` once when this process has grown by clearly more than `maxMemoryMb` since now. V8 limits the objects
 * of a thread, but not the bytes in buffers and native code.
 *
 * @returns What ends the watch.
 */
export function watchMemory(maxMemoryMb: number, onExceeded: () => void): () => void {
  const mostBytes = process.memoryUsage.rss() + maxMemoryMb * 2 ** 20 + ALLOWANCE_BYTES;
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() <= mostBytes) return;
    clearInterval(timer);
    onExceeded();
  }, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}
