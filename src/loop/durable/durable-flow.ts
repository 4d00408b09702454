import { isStateOf } from '../../component/state/state-fields.js';
import { componentsIn } from '../../component/tree.js';
import { unobserved } from '../../observed.js';
import type { DurableComponent } from './durable-component.js';
import { digestOfEncoded, hasInstances, recordOf } from './field-value.js';

/** The fields of one flow in the store. */
export class DurableFlow {
  /** Names of fields that the store has otherwise. */
  readonly #unsaved = new Set<string>();
  /** Digests of fields that can be changed in place without the loop finding out, as the store has them. */
  readonly #silent = new Map<string, string>();
  readonly #isState: (name: string) => boolean;

  /**
   * @param isMade Whether all that is in its fields was made by constructors, so that they make it again.
   */
  constructor(
    readonly own: DurableComponent,
    isMade: boolean,
  ) {
    this.#isState = isStateOf(own.definition);
    for (const [name, value] of this.#fields()) {
      const isMadeAgain = isMade && componentsIn(value).length > 0;
      if (!own.hasField(name) && !isMadeAgain) this.#unsaved.add(name);
    }
  }

  /** Whether there is something to look at when a pass ends. */
  get isAwake(): boolean {
    return this.#unsaved.size > 0 || this.#silent.size > 0;
  }

  noteChanged(names: Iterable<string>): void {
    for (const name of names) this.#unsaved.add(name);
  }

  /** Notes all fields, those included that are not there any more. */
  noteAllChanged(): void {
    this.noteChanged(this.#fields().keys());
  }

  /**
   * Has the fields written that the store has otherwise; the others are no matter where one fails.
   *
   * @returns What cannot be stored, as errors.
   */
  save(uidOf: (component: object) => string | undefined): readonly unknown[] {
    const errors: unknown[] = [];
    const names = new Set([...this.#unsaved, ...this.#silent.keys()]);
    const fields = this.#fields();
    for (const name of names) {
      try {
        this.#save(name, fields, uidOf);
      } catch (error) {
        errors.push(error);
      }
    }
    this.#unsaved.clear();
    return errors;
  }

  #save(
    name: string,
    fields: ReadonlyMap<string, unknown>,
    uidOf: (component: object) => string | undefined,
  ): void {
    const { own } = this;
    if (!fields.has(name)) {
      this.#silent.delete(name);
      // The constructor may make it again.
      own.setField({ name, kind: 'gone' });
      return;
    }
    const record = recordOf(own.path, name, fields.get(name), uidOf);
    if (hasInstances(record.value)) {
      const digest = digestOfEncoded(record.value);
      const isSame = this.#silent.get(name) === digest;
      this.#silent.set(name, digest);
      if (isSame && !this.#unsaved.has(name)) return;
    } else {
      this.#silent.delete(name);
    }
    own.setField(record);
  }

  /** The public fields by name, without proxies. Those that an accessor of the person's own answers for are no data. */
  #fields(): ReadonlyMap<string, unknown> {
    const { component } = this.own;
    const fields = new Map<string, unknown>();
    for (const name of Object.keys(component)) {
      if (!this.#isState(name)) continue;
      const property = Object.getOwnPropertyDescriptor(component, name);
      if (property !== undefined && 'value' in property) fields.set(name, unobserved(property.value));
    }
    return fields;
  }
}
