import type { Step } from './path.js';
import type { Refusal } from './refusal.js';

/** One value being written, as those who write its parts see it. */
export interface Writing {
  /** The step now being taken from the innermost container: set before a part is read, so that errors know their place. */
  at: Step | undefined;
  /** Text of a part, at the place that {@link at} names. */
  value(value: unknown): string;
  /** Says that an object counts as what its identity method returned, which must then not lead back to the object. */
  standsFor(value: object): void;
  /** Gives up on account of the place that {@link at} names. */
  refuse(why: Refusal): never;
}
