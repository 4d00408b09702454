import type { IncomingMessage } from 'node:http';
import { LIMITS } from '../limits.js';
import { Refused } from '../refused.js';
import { tooLarge } from '../security/gate.js';

/** The text of a request's body, no longer than allowed. @throws Refused where it is longer, no UTF-8, or breaks off. */
export async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of incoming) {
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > LIMITS.http.bodyBytes) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(400, 'The body is no UTF-8 text, or not whole.');
  }
}
