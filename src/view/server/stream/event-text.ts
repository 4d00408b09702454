import type { StreamEvent } from '../../api.js';

/** One event as server-sent events are written, ready for every connection. */
export function eventBytes({ event, id, data }: StreamEvent): Buffer {
  // JSON has no line ends, so one `data` line holds it.
  return Buffer.from(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** A comment: shows both sides that the other one is there. */
export const heartbeatBytes: Buffer = Buffer.from(': still here\n\n');

/** What a stream begins with: how long to wait before a lost one is taken up again. */
export const openingBytes: Buffer = Buffer.from('retry: 1000\n\n');
