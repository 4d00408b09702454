import { flow, handleOf, stop } from 'workloop';
import { Peer } from './peer.js';

/** How many messages the flow sends in one pass, and how many may be without a reply before it sends more. */
const BATCH = 250;

/** Sends messages to a work that is running, and reads what it sends at the same time. */
@flow()
export class Conversation {
  readonly peer = new Peer();
  sent = 0;
  read = 0;
  readonly #count: number;
  readonly #print: (line: string) => void;
  #wrong = 0;

  constructor(count: number, print: (line: string) => void) {
    this.#count = count;
    this.#print = print;
  }

  run(): void {
    void this.peer.run(this.#count);
    this.#receive();
    if (this.sent - this.read <= BATCH) this.#send();

    const outOfOrder = handleOf(this.peer).result(this.#count);
    if (outOfOrder === undefined || this.read < this.#count) return;
    this.#print(`the work read ${this.#count} messages, ${outOfOrder} of them out of order`);
    this.#print(`the flow read ${this.read} messages, ${this.#wrong} of them wrong or out of order`);
    stop('everything is said');
  }

  #send(): void {
    const until = Math.min(this.sent + BATCH, this.#count);
    for (let number = this.sent; number < until; number++) {
      this.peer.inbox.push({ number, text: `message ${number}` });
    }
    this.sent = until;
  }

  #receive(): void {
    const { outbox } = this.peer;
    for (const { number, text } of outbox.slice(this.read)) {
      if (number !== this.read || text !== `reply to ${this.read}`) this.#wrong++;
      this.read++;
    }
  }
}
