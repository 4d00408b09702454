import { setTimeout as pause } from 'node:timers/promises';
import { work } from 'workloop';

/** What goes from one side to the other. */
export interface Message {
  readonly number: number;
  readonly text: string;
}

/** Sits on a thread, reads what comes in, and sends as many messages back. */
@work({ parallel: true })
export class Peer {
  /** Written by the flow, read here. */
  readonly inbox: Message[] = [];
  /** Written here, read by the flow. */
  readonly outbox: Message[] = [];

  /** Returns how many messages came out of order. */
  async run(count: number): Promise<number> {
    let outOfOrder = 0;
    for (let read = 0; read < count; ) {
      // Whatever the flow has written until now is there at the next look.
      const unread = this.inbox.slice(read);
      for (const { number } of unread) {
        if (number !== read) outOfOrder++;
        read++;
        this.outbox.push({ number: read - 1, text: `reply to ${number}` });
      }
      if (unread.length === 0) await pause(1);
    }
    return outOfOrder;
  }
}
