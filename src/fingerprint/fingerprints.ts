import type { Fingerprint } from './fingerprint.js';
import { Linker } from './linker.js';
import { ModuleIndex } from './module-index.js';
import { Packages } from './packages.js';
import { Specifiers } from './specifier.js';

const REGISTRY = Symbol.for('workloop.registry');

/**
 * Fingerprints of component classes, from what the emitted modules push to a list on `globalThis`. Linked when they are
 * asked for, once, until another module is loaded.
 */
export class Fingerprints {
  /** Reads packages and files once, whatever is loaded later: as the process itself does. */
  readonly #specifiers = new Specifiers(new Packages());
  readonly #byClass = new Map<string, Fingerprint>();
  #linker: Linker | undefined;
  #list: unknown;
  #length = 0;

  /** @param registry Gives the list; that of `globalThis` by default. */
  constructor(private readonly registry: () => unknown = () => Reflect.get(globalThis, REGISTRY)) {}

  /** See {@link fingerprintOf}. */
  of(classId: string): Fingerprint {
    const linker = this.#upToDate();
    const known = this.#byClass.get(classId);
    if (known) return known;
    const fingerprint = linker.fingerprintOf(classId);
    this.#byClass.set(classId, fingerprint);
    return fingerprint;
  }

  #upToDate(): Linker {
    const current = this.registry();
    const entries: readonly unknown[] = Array.isArray(current) ? current : [];
    if (this.#linker && current === this.#list && entries.length === this.#length) return this.#linker;
    this.#list = current;
    this.#length = entries.length;
    this.#byClass.clear();
    this.#linker = new Linker(new ModuleIndex(entries), this.#specifiers);
    return this.#linker;
  }
}

const shared = new Fingerprints();

/**
 * The fingerprint of the code that a component class reaches: DESIGN.md §2.6. What it does not see: environment
 * variables, files that are read, objects that are passed in.
 *
 * @param classId The id in the class's plan: `my-app/src/daily#Processor`.
 */
export function fingerprintOf(classId: string): Fingerprint {
  return shared.of(classId);
}
