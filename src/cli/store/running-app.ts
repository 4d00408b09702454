import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../errors.js';
import { holderOf } from '../../ledger/store/holder.js';
import type {
  Action,
  ActionResult,
  ApiError,
  CallInfo,
  CallPage,
  CallState,
  CodeInfo,
  ComponentInfo,
  ExplainInfo,
} from '../../view/api.js';
import { VIEW_FILE, type ViewFile } from '../../view/view-file.js';
import { CommandFailure } from '../command-failure.js';
import { ExitCode } from '../exit-codes.js';
import { isJsonObject } from '../json-document.js';

/** The app may be in the middle of a long synchronous body. */
const MOST_WAIT_MS = 10_000;
const PAGE_SIZE = 1_000;

/** A running app was asked and gave no answer at all. */
export class NoAnswerError extends CommandFailure {}

/** The app that has a store open, asked by the interface of its view. */
export class RunningApp {
  constructor(private readonly file: ViewFile) {}

  /** Of its process. */
  get pid(): number {
    return this.file.pid;
  }

  /** Flows and works, as they are now. */
  components(): Promise<readonly ComponentInfo[]> {
    return this.#get('components');
  }

  /** What a work is made of, as the app runs it. */
  code(path: string): Promise<CodeInfo> {
    return this.#get('code', { path });
  }

  /** What would become of a call now. */
  explain(path: string, args: readonly unknown[]): Promise<ExplainInfo> {
    return this.#get('explain', { path, args: JSON.stringify(args) });
  }

  /** Calls of this run, newest first. */
  async *calls(of: {
    readonly path?: string;
    readonly state?: readonly CallState[];
  }): AsyncGenerator<CallInfo> {
    let before: number | undefined;
    do {
      const page: CallPage = await this.#get('calls', {
        limit: String(PAGE_SIZE),
        ...(of.path !== undefined && { path: of.path }),
        ...(of.state !== undefined && { state: of.state.join(',') }),
        ...(before !== undefined && { before: String(before) }),
      });
      yield* page.calls;
      before = page.next;
    } while (before !== undefined);
  }

  /**
   * Has something done, and says what came of it.
   *
   * @throws {CommandFailure} where the app says why it cannot be done.
   */
  async act(action: Action): Promise<string> {
    const { status, body } = await this.#ask('actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    const { isDone, message } = body as ActionResult;
    if (status === 409 && !isDone) throw new CommandFailure(message);
    return message;
  }

  async #get<Answer>(what: string, parameters: Record<string, string> = {}): Promise<Answer> {
    const query = new URLSearchParams(parameters).toString();
    const { body } = await this.#ask(query === '' ? what : `${what}?${query}`, {});
    return body as Answer;
  }

  async #ask(
    what: string,
    request: RequestInit,
  ): Promise<{ readonly status: number; readonly body: object }> {
    const { url, token, pid } = this.file;
    let status: number;
    let text: string;
    try {
      const answer = await fetch(new URL(`/api/v1/${what}`, url), {
        ...request,
        headers: { ...request.headers, 'x-workloop-token': token },
        redirect: 'error',
        signal: AbortSignal.timeout(MOST_WAIT_MS),
      });
      status = answer.status;
      text = await answer.text();
    } catch (error) {
      throw noAnswer(this.file, reasonOf(error));
    }
    const body = objectIn(text);
    // Whatever else listens there has another idea of what an answer is.
    if (body === undefined) throw noAnswer(this.file, `what came back is no JSON, with status ${status}`);
    if (status === 200 || (status === 409 && 'message' in body)) return { status, body };
    const { error } = body as Partial<ApiError>;
    throw new CommandFailure(
      `The running app (process ${pid}) refused: ${typeof error?.message === 'string' ? error.message : `status ${status}`}`,
    );
  }
}

/** Clocks of file systems are coarser than that of the process. */
const CLOCK_TOLERANCE_MS = 2_000;

/**
 * The app that has the store in a folder open, if it has a view. What an app left behind that was killed is not taken for
 * one, nor a view on another machine.
 */
export async function runningAppOf(folder: string): Promise<RunningApp | undefined> {
  const path = join(folder, VIEW_FILE);
  const file = readViewFile(path);
  const holder = file && (await holderOf(folder));
  if (file === undefined || holder?.pid !== file.pid || holder.host !== hostname()) return undefined;
  // In a container the app that was killed had the same process id, as likely as not.
  const isOlder = modifiedAtMs(path) < Date.parse(holder.since) - CLOCK_TOLERANCE_MS;
  return isOlder ? undefined : new RunningApp(file);
}

function modifiedAtMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function readViewFile(path: string): ViewFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // There is none, or it is not for this user: nobody who could be asked, either way.
    return undefined;
  }
  const file = objectIn(text);
  if (!isJsonObject(file)) return undefined;
  const { url, token, pid } = file;
  const isRight =
    typeof url === 'string' &&
    URL.canParse(url) &&
    new URL(url).protocol === 'http:' &&
    typeof token === 'string' &&
    /^[\x21-\x7e]+$/.test(token) &&
    typeof pid === 'number';
  return isRight ? { url, token, pid } : undefined;
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function noAnswer({ pid, url }: ViewFile, why: string): NoAnswerError {
  return new NoAnswerError(
    `The app that has the store (process ${pid}) does not answer at ${new URL(url).origin}: ${why}. Look whether it is stuck, or stop it and ` +
      'try again.',
    ExitCode.storeInUse,
  );
}

/** A failed `fetch` says what happened in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error);
  if (error.name === 'TimeoutError') return `nothing came for ${MOST_WAIT_MS / 1_000} s`;
  const { cause = error } = error;
  // Where several addresses were tried, only the code says something.
  return messageOf(cause) || String((cause as NodeJS.ErrnoException).code ?? error.message);
}
