import { trackFields } from './tracked-fields.js';
import type { FieldOp } from './field-op.js';

/** Who hears of what happens to the fields of a work on this side: all that the other side does not know yet. */
export interface StateListener {
  /**
   * A field has changed, by assignment or in place, and not by {@link WorkState.apply}. `before` is the field's value
   * from before, where it was assigned. What it throws reaches whoever made the change, which has been taken back by then.
   */
  onChange(op: FieldOp, before: unknown): void;
  /** A field is about to be read: the time to apply what the other side did. */
  onRead?(): void;
}

/** The public fields of one work instance, watched; by assignments only until changes in place are seen as well. */
export class WorkState {
  readonly #first: Readonly<Record<string, unknown>>;

  constructor(
    private readonly component: object,
    private readonly isState: (name: string) => boolean,
  ) {
    this.#first = this.fields();
  }

  listen(listener: StateListener | undefined): void {
    const onChange = listener && ((name: string, before: unknown, value: unknown) =>
      listener.onChange({ kind: 'set', path: [name], value }, before));
    trackFields(this.component, onChange, this.isState);
  }

  fields(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(this.component).filter(([name]) => this.isState(name)));
  }

  apply(ops: readonly FieldOp[]): void {
    for (const op of ops) if (op.kind === 'set') (this.component as Record<string, unknown>)[op.path[0]] = op.value;
  }

  findUnseen(): void {
    return undefined;
  }

  reset(): void {
    Object.assign(this.component, this.#first);
  }
}
