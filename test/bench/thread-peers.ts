import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';

/** Adds one on some thread; what comes back is checked by whoever measures. */
export interface ThreadPeer {
  increment(value: number): Promise<number>;
  close(): Promise<void>;
}

/** Makes a peer that has so many threads. */
export type MakeThreadPeer = (threads: number) => ThreadPeer;

const filename = new URL('peer-task.js', import.meta.url).href;

/** Pools of threads by the name under which the report shows them, with the options of their documentation. */
export const threadPools: Readonly<Record<'piscina' | 'tinypool', MakeThreadPeer>> = {
  piscina: (threads) => {
    const pool = new Piscina({ filename, name: 'increment', minThreads: threads, maxThreads: threads });
    return {
      increment: (value) => pool.run(value) as Promise<number>,
      close: () => pool.destroy(),
    };
  },
  tinypool: (threads) => {
    const pool = new Tinypool({ filename, name: 'increment', minThreads: threads, maxThreads: threads });
    return {
      increment: (value) => pool.run(value) as Promise<number>,
      close: () => pool.destroy(),
    };
  },
};

/** Not a peer but a mark to measure by: one thread, and one message each way. */
export const postMessageByHand: MakeThreadPeer = (threads) => {
  assert.equal(threads, 1);
  const worker = new Worker(new URL('peer-thread.js', import.meta.url));
  return {
    increment: async (value) => {
      worker.postMessage(value);
      const [result] = (await once(worker, 'message')) as [number];
      return result;
    },
    close: async () => void (await worker.terminate()),
  };
};
