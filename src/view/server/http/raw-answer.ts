import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refused } from '../refused.js';
import { headersOf } from '../routes/routes.js';

/** How long a client that was refused may go on writing. */
export const LINGER_MS = 500;

/** Answers on a bare connection, where there is no response to answer with, and ends it. */
export function answerOn(socket: Duplex, refused: Refused): void {
  // What a client sends behind it is refused already.
  if (socket.writableEnded) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { body, status } = refused;
  const headers = {
    ...headersOf(refused),
    'content-length': `${Buffer.byteLength(body)}`,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}
