import { decode } from '../../codec/decode.js';
import type { Encoded } from '../../codec/encode.js';
import { isImmutablePrimitive } from '../../codec/plain.js';
import type { WorkDefinition } from '../../component/definition.js';
import type { FieldOp } from '../../component/state/field-op.js';
import { isStateOf } from '../../component/state/state-fields.js';
import { WorkState } from '../../component/state/work-state.js';
import { ReadOnlyFieldError } from '../../errors.js';
import { encodeChanges } from '../encode-fields.js';
import type { AppPort } from './app-port.js';

/** The public fields of the instance in a worker, kept equal to those of the flow's instance in both directions. */
export class WorkFields {
  /** Set by whoever runs bodies: they must not write fields where several run side by side. */
  isReadOnly = false;
  readonly #state: WorkState;
  #isApplying = false;

  constructor(
    work: object,
    definition: WorkDefinition,
    private readonly path: () => string,
    private readonly port: AppPort,
  ) {
    this.#state = new WorkState(work, isStateOf(definition));
  }

  /** Gives the fields the values that they have in the flow, and tells the app of every change from then on. */
  follow(fields: Encoded): void {
    const values = decode(fields) as Readonly<Record<string, unknown>>;
    this.#state.listen({
      onChange: (op) => this.#tell(op),
      onRead: () => {
        if (!this.port.isUnchanged && !this.#isApplying) this.applyChanges();
      },
    });
    // Watched already: what nobody but the fields holds needs no copy to be compared with.
    this.#state.apply(Object.entries(values).map(([name, value]) => ({ kind: 'set', path: [name], value })));
    this.applyChanges();
  }

  /** Does what the flow did to the fields. */
  applyChanges(): void {
    // To apply a change may read fields, and what came later must not overtake what came before.
    this.#isApplying = true;
    try {
      for (const ops of this.port.takeChanges()) this.#state.apply(decode(ops) as FieldOp[]);
    } finally {
      this.#isApplying = false;
    }
  }

  /** Tells the app of changes that could not be seen when they were made. */
  tellUnseen(): void {
    this.#state.findUnseen();
  }

  #tell(op: FieldOp): void {
    if (this.isReadOnly) throw new ReadOnlyFieldError(this.path(), op.path[0]);
    const isScalar = op.kind === 'set' && op.path.length === 1 && isImmutablePrimitive(op.value);
    this.port.change(encodeChanges(op, this.path()), isScalar ? op.path[0] : undefined);
  }
}
