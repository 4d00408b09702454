import type { Delta } from 'workloop/view';
import type { FromView, ToView } from '../../../src/view/protocol.js';
import { startViewThread, type ViewThread } from '../../../src/view/view-thread.js';
import { answerOf } from '../../view/page/mock-answers.js';
import type { MockApp } from '../../view/page/mock-app.js';

/** The view as it is, its thread and its server, with an app behind it that is made up and may be large. */
export class FedView {
  private constructor(
    readonly mock: MockApp,
    readonly url: string,
    private readonly thread: ViewThread,
    private readonly exited: Promise<void>,
  ) {}

  /** Serves an app as it is now. */
  static start(mock: MockApp): Promise<FedView> {
    return new Promise((resolve, reject) => {
      let noteExit: () => void = () => undefined;
      const exited = new Promise<void>((end) => {
        noteExit = end;
      });
      const snapshot = { ...mock.snapshot(), calls: mock.calls };
      const thread = startViewThread(
        { host: '127.0.0.1', port: 0, mayMove: true, snapshot },
        {
          onMessage: (message) => {
            if (message.kind === 'listening') resolve(new FedView(mock, message.url, thread, exited));
            else if (message.kind === 'failed') reject(new Error(message.message));
            else if (message.kind === 'ask') thread.send(answerTo(mock, message));
          },
          onExit: noteExit,
        },
      );
    });
  }

  update(delta: Delta): void {
    this.thread.send({ kind: 'update', delta });
  }

  /** Tells all pages that the app has ended. */
  endApp(): void {
    this.thread.send({ kind: 'end', app: this.mock.app });
  }

  /** Ends it without a word, as a process that is killed does. */
  async end(): Promise<void> {
    this.thread.terminate();
    await this.exited;
  }
}

function answerTo(mock: MockApp, { id, name, asked }: Extract<FromView, { kind: 'ask' }>): ToView {
  const query = new URLSearchParams(asked as unknown as Record<string, string>);
  const answer = answerOf(mock, name, query);
  if (answer !== undefined) return { kind: 'answer', id, answer };
  return { kind: 'refusal', id, refusal: { code: 'notFound', message: `There is no such ${name}.` } };
}
