import { decode } from '../../codec/decode.js';
import { encodeError } from '../../codec/encode-error.js';
import { definitionOf, type WorkDefinition } from '../../component/definition.js';
import { hookOf } from '../../component/hooks.js';
import { WorkerSetupError, WorkStoppedError } from '../../errors.js';
import { setSoleCall } from '../call-context.js';
import { callKeyFrom } from '../call-name.js';
import { isThenable } from '../executor.js';
import { JobContext } from '../job-context.js';
import type { CallMessage, ResultMessage, WorkerStart } from '../protocol.js';
import type { AppPort } from './app-port.js';
import type { ConcreteClass } from './load-class.js';
import { messageOfResult } from './result-message.js';
import { WorkFields } from './work-fields.js';

/** The call under way. */
interface Current {
  readonly context: JobContext;
  /** Called when the body has ended. */
  noteEnd: () => void;
}

/** The instance that a worker hosts, and the one call at a time that runs on it. */
export class HostedWork {
  readonly #work: object;
  readonly #definition: WorkDefinition;
  readonly #fields: WorkFields;
  #path: string;
  #current: Current | undefined;

  /** Makes the instance as the flow's was made; what the constructor throws comes out here. */
  constructor(
    Class: ConcreteClass,
    private readonly start: WorkerStart,
    private readonly port: AppPort,
  ) {
    this.#path = start.path;
    this.#work = new Class(...(decode(start.constructorArguments) as unknown[]));
    const definition = definitionOf(this.#work);
    if (definition?.kind !== 'work') {
      throw new WorkerSetupError(
        start.path,
        `the constructor of \`${start.className}\` did not return a work.`,
      );
    }
    this.#definition = definition;
    this.#fields = new WorkFields(this.#work, definition, () => this.#path, port);
  }

  /** Gives the instance the flow's fields and runs its `onStart`, which may throw. */
  async setUp(): Promise<void> {
    this.#fields.follow(this.start.fields);
    await hookOf(this.#work, 'onStart')?.();
    this.#fields.tellUnseen();
  }

  /** Runs the body, and posts what it came to. */
  run(call: CallMessage): void {
    this.#path = call.path;
    const { attempt, callName } = call;
    const job = {
      attempt,
      get callKey() {
        return callKeyFrom(callName);
      },
    };
    const context = new JobContext(job, {
      path: call.path,
      onOutput: ({ level, text }) => this.port.print(level, text),
    });
    this.#current = { context, noteEnd: () => undefined };
    setSoleCall(context);
    this.#fields.applyChanges();
    this.#fields.isReadOnly = this.start.areFieldsReadOnly;
    let returned: unknown;
    let isAsync: boolean;
    try {
      const args = decode(call.args) as unknown[];
      returned = this.#definition.body.apply(this.#work, args);
      isAsync = isThenable(returned);
    } catch (error) {
      this.#endThrowing(error);
      return;
    }
    if (!isAsync) {
      this.#end(() => messageOfResult(returned, false, call.maxResultBytes));
      return;
    }
    Promise.resolve(returned).then(
      (value) => this.#end(() => messageOfResult(value, true, call.maxResultBytes)),
      (error: unknown) => this.#endThrowing(error),
    );
  }

  /** Does what the flow did to the fields. */
  applyChanges(): void {
    this.#fields.applyChanges();
  }

  /** Ends the body under way, as far as it listens to its signal, and runs `onExit`. */
  async close(): Promise<void> {
    const current = this.#current;
    if (current !== undefined) {
      const ended = new Promise<void>((resolve) => {
        current.noteEnd = resolve;
      });
      current.context.abort(new WorkStoppedError(this.#path, 'its worker was closed'));
      await ended;
    }
    await this.#runHook('onExit');
  }

  #endThrowing(error: unknown): void {
    const end = (): void => this.#end(() => ({ kind: 'threw', error: encodeError(error) }));
    // What a body throws because it was told to stop is no failure of its own.
    const isAborted = this.#current?.context.isAborted === true;
    if (isAborted || hookOf(this.#work, 'onException') === undefined) end();
    else void this.#runHook('onException', error).then(end);
  }

  async #runHook(hook: 'onException' | 'onExit', ...args: unknown[]): Promise<void> {
    try {
      await hookOf(this.#work, hook)?.(...args);
    } catch (error) {
      this.port.post({ kind: 'hookFailed', hook, error: encodeError(error) });
    }
  }

  #end(result: () => ResultMessage): void {
    this.#fields.isReadOnly = false;
    const message = this.#tellUnseen() ?? result();
    setSoleCall(undefined);
    const { noteEnd } = this.#current as Current;
    this.#current = undefined;
    this.port.post(message);
    noteEnd();
  }

  /** What became of a field unseen may be what cannot cross; then that is what the call came to. */
  #tellUnseen(): ResultMessage | undefined {
    try {
      this.#fields.tellUnseen();
      return undefined;
    } catch (error) {
      return { kind: 'invalid', error: encodeError(error) };
    }
  }
}
