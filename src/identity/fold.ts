import { createHash, type Hash } from 'node:crypto';

/** A container whose text is longer than this many UTF-16 units is written as its digest. Part of the format. */
export const FOLD_OVER = 65_536;

/** SHA-256 of the text in UTF-8, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A container's text as it is written into its parent: itself, or its digest when it is too long. */
export function fold(text: string): string {
  return text.length > FOLD_OVER ? `#${sha256(text)}` : text;
}

/**
 * Collects the text of one container and folds it on the way: what is longer than {@link FOLD_OVER} goes to the hash at
 * once, so that a container of any size needs no more memory than that. The result is that of {@link fold}.
 *
 * A part must be well formed by itself, because each goes to UTF-8 on its own.
 */
export class TextSink {
  private text = '';
  private hash: Hash | undefined;

  add(part: string): void {
    if (part.length > FOLD_OVER) this.spill();
    this.text += part;
    if (this.text.length > FOLD_OVER) this.spill();
  }

  finish(): string {
    if (this.hash === undefined && this.text.length <= FOLD_OVER) return this.text;
    this.spill();
    return `#${this.hash!.digest('hex')}`;
  }

  private spill(): void {
    this.hash ??= createHash('sha256');
    this.hash.update(this.text, 'utf8');
    this.text = '';
  }
}
