import { randomUUID } from 'node:crypto';
import type { CallName } from '../executor/call-name.js';
import type { Call } from '../ledger/call.js';
import type { Host } from './host.js';

/** What the outside world may know the calls of one work by. */
export class CallNames {
  readonly #names = new WeakMap<Call, CallName>();
  /** Of this ledger alone, in this process alone. */
  readonly #own = randomUUID();

  constructor(private readonly host: Host) {}

  /** The same for all attempts at a call; and, where calls are cached, for all calls with the same arguments. */
  nameOf(call: Call): CallName {
    let name = this.#names.get(call);
    if (name === undefined) {
      const { path, target } = this.host;
      // What is not cached is done anew by every call: to the outside world as well it is another piece of work.
      const which = call.isKept ? call.key : ([this.#own, call.number] as const);
      name = [path, target.definition.id, which];
      this.#names.set(call, name);
    }
    return name;
  }
}
