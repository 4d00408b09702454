import type { FromView, ToView } from '../protocol.js';

/** The thread's end of the line to the app's thread. */
export interface MessagePortLike {
  postMessage(message: FromView): void;
  on(event: 'message', listener: (message: ToView) => void): unknown;
  close(): void;
}
