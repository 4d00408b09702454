import type { DurableComponent } from './durable-component.js';

/** What is said of components, once for each class. */
export class Notices {
  /** Ids of classes of which it has been said. */
  readonly #notKept = new Set<string>();
  readonly #notRebuildable = new Set<string>();

  constructor(private readonly warn: (message: string) => void) {}

  /** Says that the works of a class stay in memory, and what to do about it. */
  sayNotKept({ definition, path }: DurableComponent, reasons: readonly string[]): void {
    if (this.#notKept.has(definition.id)) return;
    this.#notKept.add(definition.id);
    this.warn(
      `The results and the state of \`${definition.name}\` (\`${path}\`) stay in memory and end with the process. ` +
        `${reasons.join(' ')} With a \`version\` among its options they are kept; give it another one whenever they are to be forgotten.`,
    );
  }

  /** Says that a component cannot be made again, if that is so. */
  sayNotRebuildable({ definition, path, construction: { args } }: DurableComponent): void {
    if (args.kind === 'known' || this.#notRebuildable.has(definition.id)) return;
    this.#notRebuildable.add(definition.id);
    this.warn(
      `\`${path}\` was made by a flow and cannot be made again when the app is started anew, which will be an error then: ${args.reason}.`,
    );
  }
}
