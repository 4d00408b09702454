import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { AppPort } from './app-port.js';

/**
 * Sends what is printed in this thread to the app, by the way that works in the middle of a synchronous loop too. The
 * streams stay what they are, with their callbacks and events; only where they end is another place.
 */
export function captureOutput(port: Pick<AppPort, 'print'>): void {
  for (const name of ['stdout', 'stderr'] as const) {
    redirect(process[name], (text) => port.print(name, text));
  }
}

function redirect(stream: Writable, print: (text: string) => void): void {
  // A character may be printed in two halves.
  const decoder = new StringDecoder('utf8');
  const write: Writable['_write'] = (chunk: string | Uint8Array, encoding, done) => {
    const isText = typeof chunk === 'string' && (encoding === 'utf8' || encoding === 'utf-8');
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk);
    const text = isText ? chunk : decoder.write(bytes);
    if (text !== '') print(text);
    done();
  };
  // Without `_writev`, chunks that have piled up come one by one to `_write`.
  Object.defineProperties(stream, {
    _write: { value: write, configurable: true, writable: true },
    _writev: { value: null, configurable: true, writable: true },
  });
}
