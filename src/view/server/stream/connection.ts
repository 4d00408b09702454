import { LIMITS } from '../limits.js';
import { heartbeatBytes } from './event-text.js';

/** So much is written at once: what is larger goes in pieces, each of which a slow line is seen to take. */
const PIECE_BYTES = 64 * 1024;

/** Where a stream is written: a response of node:http. */
export interface Outgoing {
  readonly writableLength: number;
  write(bytes: Buffer): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: 'drain' | 'close', listener: () => void): unknown;
}

/**
 * One page that listens. It is sent everything up to `sentId`; where it reads too slowly it is left behind, and gets what it
 * missed when it has read what is on its way. So it never costs more memory than a few updates, however slow it is.
 */
export class Connection {
  private isBehind = false;
  private idleBeats = 0;
  /** Pieces that are written when the line has taken those before them. */
  private readonly waiting: Buffer[] = [];
  /** Whether the line has said that it will say when it can take more. */
  private isFull = false;

  /** @param catchUp What to send to one that has everything up to an id, and the id up to which it then has it. */
  constructor(
    private readonly outgoing: Outgoing,
    private sentId: number | undefined,
    private readonly catchUp: (sentId: number | undefined) => {
      readonly id: number;
      readonly parts: readonly Buffer[];
    },
    private readonly unsentBytes: number = LIMITS.stream.unsentBytes,
  ) {
    outgoing.on('drain', () => {
      this.idleBeats = 0;
      this.isFull = false;
      this.writeOn();
      if (this.isBehind && this.waiting.length === 0) this.proceed();
    });
  }

  /** Sends whatever it has not got yet. */
  proceed(): void {
    const { id, parts } = this.catchUp(this.sentId);
    for (const part of parts) this.write(part);
    this.sentId = id;
    this.isBehind = false;
  }

  /** Sends the event that follows what it has, unless it is too slow for that. */
  offer(id: number, bytes: Buffer): void {
    if (this.isBehind || this.waiting.length > 0 || this.outgoing.writableLength > this.unsentBytes) {
      this.isBehind = true;
      return;
    }
    this.write(bytes);
    this.sentId = id;
  }

  /** One that has read nothing since the last but one is cut off. Within an event, of which pieces wait, nothing may stand. */
  beat(): void {
    if (this.waiting.length === 0 && this.outgoing.writableLength === 0) {
      this.outgoing.write(heartbeatBytes);
      this.idleBeats = 0;
    } else if (++this.idleBeats > 2) {
      this.outgoing.destroy();
    }
  }

  /** Sends the last event, and whatever came before it. */
  finish(): void {
    this.proceed();
    for (const piece of this.waiting.splice(0)) this.outgoing.write(piece);
    this.outgoing.end();
  }

  private write(bytes: Buffer): void {
    if (this.waiting.length === 0 && bytes.length <= PIECE_BYTES) {
      this.isFull = !this.outgoing.write(bytes);
      return;
    }
    for (let at = 0; at < bytes.length; at += PIECE_BYTES)
      this.waiting.push(bytes.subarray(at, at + PIECE_BYTES));
    this.writeOn();
  }

  /** Writes pieces as long as the line takes them. */
  private writeOn(): void {
    while (!this.isFull && this.waiting.length > 0) {
      this.isFull = !this.outgoing.write(this.waiting.shift()!);
    }
  }
}
