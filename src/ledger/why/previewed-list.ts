import { type ContainerPreview, previewOf } from './preview.js';
import type { Redact } from './reason.js';

/** Of whom the arguments are. */
export interface ListOwner {
  readonly redact: () => Redact | undefined;
  /** What messages call the work. */
  readonly label: () => string;
  /** Positions of the arguments that do not count, so that no call executes for their sake. */
  readonly ignored: readonly number[];
}

/** An argument list, and what is shown of it as soon as somebody asks. */
export class PreviewedList {
  #preview: ContainerPreview | undefined;

  constructor(
    readonly args: readonly unknown[],
    private readonly owner: ListOwner,
  ) {}

  get preview(): ContainerPreview {
    this.#preview ??= previewOf(this.args, { redact: this.owner.redact(), work: this.owner.label() });
    return this.#preview;
  }

  get ignored(): readonly number[] {
    return this.owner.ignored;
  }

  /** Whether there is next to nothing in the list that could be kept alive by it. */
  get isLight(): boolean {
    return this.args.length <= MOST_LIGHT && this.args.every(isLight);
  }
}

const MOST_LIGHT = 8;
/** A longer string may be a piece of another one, and keep all of that. */
const MOST_LIGHT_STRING = 12;

function isLight(arg: unknown): boolean {
  switch (typeof arg) {
    case 'string':
      return arg.length <= MOST_LIGHT_STRING;
    case 'number':
    case 'boolean':
    case 'undefined':
      return true;
    default:
      return arg === null;
  }
}
