import { messageOf } from '../../errors.js';
import { askRedact } from './ask-redact.js';
import { HIDDEN, previewOf } from './preview.js';
import { lineOf } from './preview-line.js';
import type { Redact } from './reason.js';

/**
 * A text that is no part of arguments, as it may be shown: the message of an error, a line of a log.
 *
 * @param place The work, and what the text is called when it is asked what may be shown: `error.message`.
 */
export function shownText(
  text: string,
  redact: Redact | undefined,
  place: { readonly work: string; readonly path: string },
): string {
  if (redact === undefined) return text;
  const shown = askRedact(redact, text, place);
  if (shown.isHidden) return HIDDEN;
  if (typeof shown.value === 'string') return shown.value;
  const { parts = [] } = previewOf([shown.value], { redact: undefined, work: place.work });
  return lineOf(parts[0]?.[1] ?? HIDDEN);
}

/** The message of whatever was thrown, likewise. */
export function shownMessageOf(error: unknown, redact: Redact | undefined, work: string): string {
  return shownText(messageOf(error), redact, { work, path: 'error.message' });
}
