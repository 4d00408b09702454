import { messageOf } from '../errors.js';
import type { Engine } from '../loop/engine.js';
import type { ResolvedViewOptions } from '../loop/view-options.js';
import { Agent } from './agent/agent.js';
import type { AppInfo } from './api.js';
import { hasPanel, panelsOf } from './panel/panels-of.js';
import type { FromView, ToView } from './protocol.js';
import { Recorder } from './recorder/recorder.js';
import { writeViewFile } from './view-file.js';
import { type StartViewThread, startViewThread, type ViewThread } from './view-thread.js';

/** So long the app waits for its view before it starts without. */
const MOST_START_MS = 5_000;
/** So long the end of the app waits for the view to tell its pages. */
const MOST_END_MS = 500;

/** What a view is opened with. */
export interface ViewParts {
  readonly engine: Engine;
  readonly options: ResolvedViewOptions;
  /** @default a thread of this process */
  readonly startThread?: StartViewThread;
}

/** The view of one app, from the app's side: what happens is recorded and sent to a thread, which serves it. */
export class View {
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #agent: Agent;
  #thread: ViewThread | undefined;
  #removeFile: () => void = () => undefined;
  /** Whether the thread has taken the last delta. What it is sent while it is stuck would pile up in this process. */
  #isTaken = true;
  /** Whether what comes from the thread still matters. */
  #isOpen = true;
  #noteExit: () => void = () => undefined;
  readonly #exited = new Promise<void>((resolve) => {
    this.#noteExit = resolve;
  });
  #noteListening: (url: string | undefined) => void = () => undefined;

  /** The address of the page; `undefined` where there is none, of which has been told. Never rejects. */
  readonly listening: Promise<string | undefined>;

  constructor({ engine, options, startThread = startViewThread }: ViewParts) {
    this.#engine = engine;
    this.#recorder = new Recorder({
      engine,
      hasPanel,
      send: (delta) => {
        this.#isTaken = false;
        this.#send({ kind: 'update', delta });
      },
      canSend: () => this.#isTaken,
    });
    this.#agent = new Agent({ engine, recorder: this.#recorder, panelsOf });
    this.listening = new Promise((resolve) => {
      const tooLate = setTimeout(() => {
        this.#giveUp(`its server did not listen within ${MOST_START_MS / 1_000} seconds`);
      }, MOST_START_MS);
      this.#noteListening = (url) => {
        clearTimeout(tooLate);
        resolve(url);
      };
    });
    this.#start(options, startThread);
  }

  /** Tells all pages that the app has ended, and ends the thread; resolves when it has, or will not for a while. */
  async end(): Promise<void> {
    if (!this.#isOpen) return;
    const app: AppInfo = this.#recorder.close();
    this.#send({ kind: 'end', app });
    this.#close();
    let tooLate: NodeJS.Timeout | undefined;
    const isLate = new Promise<void>((resolve) => {
      tooLate = setTimeout(resolve, MOST_END_MS);
    });
    await Promise.race([this.#exited, isLate]);
    clearTimeout(tooLate);
    this.#thread?.terminate();
  }

  #start({ host, port, token }: ResolvedViewOptions, startThread: StartViewThread): void {
    try {
      const snapshot = this.#recorder.start();
      this.#thread = startThread(
        { host, port, mayMove: true, ...(token !== undefined && { token }), snapshot },
        { onMessage: (message) => this.#receive(message), onExit: (how) => this.#onExit(how) },
      );
    } catch (error) {
      this.#giveUp(messageOf(error));
    }
  }

  #receive(message: FromView): void {
    if (!this.#isOpen) return;
    switch (message.kind) {
      case 'listening':
        this.#leaveFile(message);
        this.#noteListening(message.url);
        return;
      case 'failed':
        this.#giveUp(message.message);
        return;
      case 'taken':
        this.#isTaken = true;
        this.#recorder.goOn();
        return;
      case 'watched':
        this.#recorder.watch(message.isWatched);
        return;
      case 'trouble':
        this.#tellOfTrouble(message.error);
        return;
      case 'ask':
        this.#send(this.#agent.answer(message));
        return;
    }
  }

  #send(message: ToView): void {
    if (this.#isOpen) this.#thread?.send(message);
  }

  #onExit(how = 'its thread ended'): void {
    this.#noteExit();
    if (this.#isOpen) this.#giveUp(how);
  }

  /** Once for each place in the code: whoever can ask can ask often. */
  #tellOfTrouble(error: string): void {
    this.#engine.context.warnOnce(
      `The view could not answer a request: ${error}. The app is not affected. This is a defect of workloop: report it ` +
        'with this line, and with what was done in the view.',
    );
  }

  /** Goes on without a view. */
  #giveUp(why: string): void {
    if (!this.#isOpen) return;
    const { context, control } = this.#engine;
    this.#recorder.close();
    this.#close();
    this.#thread?.terminate();
    const held = control.hold === undefined ? '' : ' Nobody can say Run or Resume any more, so passes begin.';
    context.warn(
      `The app goes on without its view: ${withoutPoint(why)}.${held} Name another port with \`WORKLOOP_PORT\`, or leave the view out ` +
        'with `WORKLOOP_VIEW=off` or `view: false`.',
    );
    control.letGo();
  }

  #close(): void {
    this.#isOpen = false;
    this.#removeFile();
    this.#noteListening(undefined);
  }

  /** The command line finds the running app by it. */
  #leaveFile({ url, token }: { readonly url: string; readonly token: string }): void {
    const { store } = this.#engine.options;
    if (store === false) return;
    try {
      this.#removeFile = writeViewFile(store, { url, token, pid: process.pid });
    } catch (error) {
      this.#engine.context.warn(`The command line cannot find this app by its store: ${messageOf(error)}`);
    }
  }
}

function withoutPoint(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
