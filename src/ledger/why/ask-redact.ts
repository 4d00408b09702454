import { types } from 'node:util';
import { unobserved } from '../../observed.js';
import type { Redact } from './reason.js';

/** What may be shown in the place of a value. */
export type MayShow = { readonly isHidden: false; readonly value: unknown } | { readonly isHidden: true };

const hidden: MayShow = Object.freeze({ isHidden: true });

/** Asks what may be shown of a value. Who cannot say it, or not at once, has it all hidden. Never throws. */
export function askRedact(
  redact: Redact,
  value: unknown,
  place: { readonly work: string; readonly path: string },
): MayShow {
  try {
    const shown = unobserved(redact(value, place));
    if (!types.isPromise(shown) || shown === value) return { isHidden: false, value: shown };
    // Nobody waits for it, so that its rejection would end the process.
    shown.catch(() => undefined);
    return hidden;
  } catch {
    return hidden;
  }
}
