import { describeReason, type Reason } from 'workloop';

/** Why calls executed, in few words: one line for each reason. */
export class Reasons {
  readonly #groups = new Map<string, { readonly first: string; count: number }>();

  note(file: string, reason: Reason, atMs: number): void {
    const text = describeReason(reason, atMs);
    // Arguments are told beside those of the call before, so each call's are a reason of its own.
    const group = reason.kind === 'arguments' ? reason.kind : text;
    const known = this.#groups.get(group);
    if (known === undefined) this.#groups.set(group, { first: `${file}: ${text}`, count: 1 });
    else known.count++;
  }

  get lines(): string[] {
    return [...this.#groups.values()].map(({ first, count }) => {
      return count === 1 ? first : `${first} (and ${count - 1} more like this)`;
    });
  }
}
