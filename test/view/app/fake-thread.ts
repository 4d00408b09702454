import type { FromView, ToView, ViewThreadData } from '../../../src/view/protocol.js';
import type { StartViewThread, ViewThreadListener } from '../../../src/view/view-thread.js';

/** Stands in for the view's thread: keeps what it is sent, and says what the test says. */
export class FakeThread {
  readonly sent: ToView[] = [];
  data: ViewThreadData | undefined;
  isTerminated = false;
  /** Whether it takes nothing of what it is sent. */
  isStuck = false;
  #listener: ViewThreadListener | undefined;
  #noteEnd: () => void = () => undefined;

  /** Resolves when the thread is told of the end. */
  readonly ended = new Promise<void>((resolve) => {
    this.#noteEnd = resolve;
  });

  readonly start: StartViewThread = (data, listener) => {
    this.data = structuredClone(data);
    this.#listener = listener;
    return {
      send: (message) => {
        this.sent.push(structuredClone(message));
        if (message.kind === 'update' && !this.isStuck) this.says({ kind: 'taken' });
        if (message.kind === 'end') this.#noteEnd();
      },
      terminate: () => {
        this.isTerminated = true;
      },
    };
  };

  says(message: FromView): void {
    this.#listener?.onMessage(message);
  }

  listens(): void {
    this.says({ kind: 'listening', url: 'http://127.0.0.1:7501/view', token: 'the token' });
  }

  exits(how?: string): void {
    this.#listener?.onExit(how);
  }
}
