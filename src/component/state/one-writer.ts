import { FieldConflictError } from '../../errors.js';

/** Watches that during a call each field of a work is written by one side only: by the flow, or by the running work. */
export class OneWriter {
  readonly #calls = new Set<object>();
  readonly #here = new Set<string>();
  readonly #there = new Set<string>();

  constructor(private readonly path: () => string) {}

  get isCallUnderWay(): boolean {
    return this.#calls.size > 0;
  }

  callBegan(call: object): void {
    this.#calls.add(call);
  }

  callEnded(call: object): void {
    this.#calls.delete(call);
    if (this.isCallUnderWay) return;
    // Even where there is nothing to clear, to do it takes a while.
    if (this.#here.size > 0) this.#here.clear();
    if (this.#there.size > 0) this.#there.clear();
  }

  /** @throws {FieldConflictError} where the running work has written the field. */
  noteHere(field: string): void {
    if (!this.isCallUnderWay) return;
    if (this.#there.has(field)) throw new FieldConflictError(this.path(), field);
    this.#here.add(field);
  }

  /** @throws {FieldConflictError} where the flow has written the field during the call. */
  noteThere(field: string): void {
    if (!this.isCallUnderWay) return;
    if (this.#here.has(field)) throw new FieldConflictError(this.path(), field);
    this.#there.add(field);
  }
}
