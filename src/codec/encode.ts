/** A value as it crosses to another thread or process, or into a store. */
export interface Encoded {
  readonly text: string;
  /** Large runs of bytes, which the text refers to by their position. */
  readonly bytes?: readonly Uint8Array[];
}
