import { unobserved } from '../../observed.js';
import { askRedact, type MayShow } from './ask-redact.js';
import type { Redact } from './reason.js';
import { type ContainerKind, type Part, partsOf, sizeOf } from './value-parts.js';
import { cut, type Leaf, primitiveText, shownOf } from './value-text.js';

/**
 * What is shown of a value: a leaf as its text, a container as its parts. A tree of bounded size that holds texts alone,
 * and as JSON is the form in which it is stored.
 */
export type Preview = string | ContainerPreview;

/** What is shown of a container. */
export interface ContainerPreview {
  readonly kind: ContainerKind;
  /** Of its class; empty for plain data. */
  readonly name: string;
  /** How many parts it has. */
  readonly size: number;
  /** The ones that are shown, each with how it is reached: `.day`, `[0]`. Absent where there was no room for any. */
  parts?: [step: string, part: Preview][];
}

/** How many leaves and containers are shown, */
const MOST_NODES = 200;
/** with how many characters altogether, */
const MOST_CHARACTERS = 4_096;
/** and how deep in. */
const MOST_LEVELS = 16;
/** Longer steps are cut where they are shown. */
const MOST_STEP = 60;

/** What is shown in the place of what may not be. */
export const HIDDEN = 'hidden';

/** How previews are made. */
export interface PreviewOptions {
  readonly redact: Redact | undefined;
  /** What messages call the work. */
  readonly work: string;
  /** What is shown of an object in the place of its parts; `undefined` where those are. */
  readonly nameOf?: (value: object) => string | undefined;
  /** How many characters are shown of one string. @default 80 */
  readonly mostOfString?: number;
}

/** A container whose parts are still to be looked at. */
interface Open {
  readonly container: object;
  readonly preview: ContainerPreview;
  /** With every step in full, for who is asked what may be shown. Empty where nobody is. */
  readonly path: string;
  readonly level: number;
  /** The container that it is in. */
  readonly within: Open | undefined;
}

/**
 * Previews an argument list, level by level, so that what is near to the top is seen before what is deep in. Runs no code
 * of the values, no accessor and no proxy, and never throws.
 */
export function previewOf(args: readonly unknown[], options: PreviewOptions): ContainerPreview {
  return new PreviewWriter(options).write(args);
}

class PreviewWriter {
  #nodes = MOST_NODES;
  #characters = MOST_CHARACTERS;
  readonly #queue: Open[] = [];

  constructor(private readonly options: PreviewOptions) {}

  write(args: readonly unknown[]): ContainerPreview {
    const preview: ContainerPreview = { kind: 'array', name: '', size: args.length };
    this.#queue.push({ container: args, preview, path: 'args', level: 0, within: undefined });
    for (let next = 0; next < this.#queue.length && this.#hasRoom; next++) this.#fill(this.#queue[next]!);
    return preview;
  }

  get #hasRoom(): boolean {
    return this.#nodes > 0 && this.#characters > 0;
  }

  #fill(open: Open): void {
    const parts: [string, Preview][] = [];
    open.preview.parts = parts;
    let list: readonly Part[];
    try {
      list = partsOf(open.container, open.preview.kind);
    } catch {
      // It is too strange to be looked into.
      return;
    }
    for (const part of list) {
      if (!this.#hasRoom) return;
      const step = this.#stepOf(part, open);
      const shown = shortened(step);
      const preview = part.isHidden ? 'an accessor' : this.#preview(part.value, step, open);
      this.#nodes--;
      this.#characters -= shown.length + (typeof preview === 'string' ? preview.length : preview.name.length);
      parts.push([shown, preview]);
    }
  }

  /** How a part is reached without telling what may not be shown. */
  #stepOf({ step, key }: Part, open: Open): string {
    if (key === undefined || this.options.redact === undefined) return step;
    const shown = this.#redacted(key.value, open.path + key.step);
    return shown.isHidden || !Object.is(shown.value, key.value) ? key.stepWithout : step;
  }

  #preview(given: unknown, step: string, within: Open): Preview {
    if (this.options.redact === undefined) return this.#show(unobserved(given), '', within, true);
    const path = within.path + step;
    const shown = this.#redacted(given, path);
    return shown.isHidden ? HIDDEN : this.#show(shown.value, path, within, shown.value === unobserved(given));
  }

  #show(value: unknown, path: string, within: Open, isGiven: boolean): Preview {
    if (typeof value !== 'object' || value === null) return primitiveText(value, this.options.mostOfString);
    try {
      return this.options.nameOf?.(value) ?? this.#previewObject(value, path, within, isGiven);
    } catch {
      // Whatever it is, it does not let itself be looked at.
      return 'an object';
    }
  }

  #previewObject(value: object, path: string, within: Open, isGiven: boolean): Preview {
    const shown = shownOf(value);
    if (shown.kind === 'leaf') return this.#leafText(shown, path, isGiven);
    for (let outer: Open | undefined = within; outer !== undefined; outer = outer.within) {
      if (outer.container === value) return 'circular';
    }
    const preview: ContainerPreview = { ...shown, size: sizeOf(value, shown.kind) };
    const level = within.level + 1;
    if (level < MOST_LEVELS) this.#queue.push({ container: value, preview, path, level, within });
    return preview;
  }

  /** The text within a URL or an error is asked about like any other, unless it was put there in the place of something else. */
  #leafText({ what, content = '' }: Leaf, path: string, isGiven: boolean): string {
    if (content === '' || !isGiven) return cut(what + content);
    const shown = this.#redacted(content, path);
    return shown.isHidden || typeof shown.value !== 'string' ? HIDDEN : cut(what + shown.value);
  }

  #redacted(given: unknown, path: string): MayShow {
    const value = unobserved(given);
    const { redact, work } = this.options;
    return redact === undefined ? { value, isHidden: false } : askRedact(redact, value, { work, path });
  }
}

function shortened(step: string): string {
  return step.length <= MOST_STEP ? step : `${step.slice(0, MOST_STEP)}…${step.slice(-2)}`;
}
