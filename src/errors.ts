import { types } from 'node:util';

/** Where an error comes from. Declared here because a project may compile for a language level without causes. */
export interface Caused {
  readonly cause?: unknown;
}

/** What every error of the framework has in common: a stable `code` to tell its kind by. */
export abstract class WorkloopError extends Error {
  /** Stable name of the kind of error; messages may change, codes do not. */
  abstract readonly code: string;

  constructor(message: string, options?: Caused) {
    super(message, options);
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true, writable: true });
  }
}

/** A value has no identity: what it holds cannot be observed from outside, so it cannot be the argument of a cached call. */
export class UnhashableArgumentError extends WorkloopError {
  readonly code = 'WORKLOOP_UNHASHABLE_ARGUMENT';

  /**
   * @param path Where the value is, from the root's name on: `args[0].client.socket`.
   * @param reason What the value is and why that has no identity, as a clause: `a function cannot be identified`.
   * @param remedy What to do about it, as a sentence.
   */
  constructor(
    readonly path: string,
    readonly reason: string,
    private readonly remedy: string,
    options?: Caused & {
      /** What messages call the work, for an argument of its call. */ readonly work?: string;
    },
  ) {
    const where = options?.work === undefined ? '' : ` in a call of \`${options.work}\``;
    super(`Cannot identify \`${path}\`${where}: ${reason}. ${remedy}`, options);
    Object.defineProperty(this, 'remedy', { enumerable: false });
  }

  /** The same error, which says whose argument it was. */
  inCallOf(work: string): UnhashableArgumentError {
    return new UnhashableArgumentError(this.path, this.reason, this.remedy, { cause: this.cause, work });
  }
}

/** A class cannot be registered under this id, because that would let two classes meet or one class change its id. */
export class IdentityRegistrationError extends WorkloopError {
  readonly code = 'WORKLOOP_IDENTITY_REGISTRATION';

  constructor(
    readonly id: string,
    message: string,
  ) {
    super(message);
  }
}

/** A decorator, option or constructor argument was given something that it cannot take. */
export class InvalidOptionError extends WorkloopError {
  readonly code = 'WORKLOOP_INVALID_OPTION';

  /**
   * @param option The option's name.
   * @param expected What it takes, as a noun phrase: `a boolean`.
   * @param got The value that was given.
   */
  constructor(
    readonly option: string,
    readonly expected: string,
    readonly got: unknown,
  ) {
    super(`Expected \`${option}\` to be ${expected}, got ${describe(got)}`);
  }
}

/** A class cannot be a work or a flow as it stands: no `run`, a static one, a generator, a decorator in the wrong place. */
export class DecorationError extends WorkloopError {
  readonly code = 'WORKLOOP_DECORATION';
}

/** The tree of components is not one: a component in two places, a cycle, a work that owns components. */
export class ComponentTreeError extends WorkloopError {
  readonly code = 'WORKLOOP_COMPONENT_TREE';
}

/** A work was called where the call can belong to no pass, or a verb of the pass was used outside one. */
export class OutsidePassError extends WorkloopError {
  readonly code = 'WORKLOOP_OUTSIDE_PASS';
}

/** `callContext` was called elsewhere than in the `run` of a work that an app executes. */
export class OutsideCallError extends WorkloopError {
  readonly code = 'WORKLOOP_OUTSIDE_CALL';

  constructor() {
    super(
      '`callContext` tells about the call that is executing, and none is here. Call it in the `run` of a work that belongs to ' +
        'an app, before the first `await` where that module was compiled without the transformer, and hand on what you need.',
    );
  }
}

/** `use` was given something that no call of a work returned. */
export class NotACallError extends WorkloopError {
  readonly code = 'WORKLOOP_NOT_A_CALL';
}

/** A work failed and its `raiseException` is false; `cause` is what its `run` threw. */
export class WorkFailedError extends WorkloopError {
  readonly code = 'WORKLOOP_WORK_FAILED';

  constructor(
    /** Path of the work: `root.trainer`. */
    readonly path: string,
    cause: unknown,
  ) {
    super(`\`${path}\` failed: ${messageOf(cause)}`, { cause });
  }
}

/** A work has as many calls waiting as its `maxQueue` allows. */
export class QueueFullError extends WorkloopError {
  readonly code = 'WORKLOOP_QUEUE_FULL';

  constructor(
    readonly path: string,
    readonly maxQueue: number,
  ) {
    super(
      `\`${path}\` has ${maxQueue} calls waiting and takes no more. ` +
        'Submit fewer calls in one pass, or raise `maxQueue` of the work.',
    );
  }
}

/** The result of a call cannot be recorded: what would come back from the record is not what `run` returned. */
export class InvalidResultError extends WorkloopError {
  readonly code = 'WORKLOOP_INVALID_RESULT';

  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(
      `Cannot record the result: \`${path}\` is ${reason}. ` +
        'Return plain data, Map, Set, Date, typed arrays or errors from the `run` of a work, and not too much of it.',
    );
  }
}

/** A value cannot cross to another thread or process, or into a store: what would arrive is not what was sent. */
export class UncrossableValueError extends WorkloopError {
  readonly code = 'WORKLOOP_UNCROSSABLE_VALUE';

  /**
   * @param path Where the value is, from the root's name on: `args[0].client.socket`.
   * @param reason What the value is, as a noun phrase: `a function`.
   */
  constructor(
    readonly path: string,
    readonly reason: string,
    options?: Caused,
  ) {
    super(
      `\`${path}\` cannot cross to another thread or process: it is ${reason}. ` +
        'Pass plain data, Map, Set, Date, typed arrays or errors, and let the work make the rest for itself.',
      options,
    );
  }
}

/** An instance of a class arrived where no class is known by its id. */
export class UnknownClassError extends WorkloopError {
  readonly code = 'WORKLOOP_UNKNOWN_CLASS';

  constructor(
    /** Id of the class: `my-app/src/point#Point`, or what `registerIdentity` was given. */
    readonly id: string,
  ) {
    super(
      `An instance of the class \`${id}\` arrived, and no class is known here by that id. Import the class as a value ` +
        "in the module of the work and in the app's (`import { Point }`, not `import type`), so that both have loaded it.",
    );
  }
}

/** A public field of a component holds what cannot be state, because it cannot cross to where a work runs, or into a store. */
export class FieldValueError extends WorkloopError {
  readonly code = 'WORKLOOP_FIELD_VALUE';

  constructor(
    /** Path of the component: `root.trainer`. */
    readonly path: string,
    /** The field, and where in it the value is: `model.layers[0]`. */
    readonly field: string,
    reason: string,
    options?: Caused,
  ) {
    super(
      `The field \`${field}\` of \`${path}\` cannot be state: it is ${reason}. Keep it in a \`#private\` field, ` +
        'in a TypeScript `private` one, or in one whose name begins with `_`.',
      options,
    );
  }
}

/** A component that a flow had made and the store remembers cannot be made again, so the app cannot go on from there. */
export class RebuildError extends WorkloopError {
  readonly code = 'WORKLOOP_REBUILD';

  /** @param reason Why not, and what to do, as sentences. */
  constructor(
    /** Where the component stood: `root.jobs.0`. */
    readonly path: string,
    /** Id of its class: `my-app/src/daily#Job`. */
    readonly classId: string,
    reason: string,
    options?: Caused,
  ) {
    super(
      `Cannot rebuild \`${path}\`, which was made of the class \`${classId}\` in an earlier run: ${reason}`,
      options,
    );
  }
}

/** The `migrate` of a flow threw; `cause` is what. Nothing of what it was given is lost. */
export class MigrationError extends WorkloopError {
  readonly code = 'WORKLOOP_MIGRATION';

  constructor(
    /** Path of the flow: `root.daily`. */
    readonly path: string,
    cause: unknown,
  ) {
    super(
      `The \`migrate\` of \`${path}\` failed. Correct it and start again: the state in the store is as it was. It threw: ${messageOf(cause)}`,
      { cause },
    );
  }
}

/** A field was written by the flow and by the running work during one call, so neither value is the right one. */
export class FieldConflictError extends WorkloopError {
  readonly code = 'WORKLOOP_FIELD_CONFLICT';

  constructor(
    readonly path: string,
    readonly field: string,
  ) {
    super(
      `The field \`${field}\` of \`${path}\` was written by the flow and by the work during one call. ` +
        'Let one side write a field, and the other read it.',
    );
  }
}

/** A field was written in the `run` of a work of which several calls run side by side. */
export class ReadOnlyFieldError extends WorkloopError {
  readonly code = 'WORKLOOP_READ_ONLY_FIELD';

  constructor(
    readonly path: string,
    readonly field: string,
  ) {
    super(
      `The field \`${field}\` of \`${path}\` was written in \`run\`, and its \`concurrency\` is above 1: several ` +
        'calls would write over each other. Return what the call came to, or set `concurrency: 1`.',
    );
  }
}

/** A worker could not be made ready: its module, its class, the constructor or `onStart`, or it took too long. */
export class WorkerSetupError extends WorkloopError {
  readonly code = 'WORKLOOP_WORKER_SETUP';

  constructor(
    readonly path: string,
    reason: string,
    options?: Caused,
  ) {
    super(`Cannot start \`${path}\`: ${reason}`, options);
  }
}

/** A worker came to its end during a call without having been asked to. */
export class WorkerCrashedError extends WorkloopError {
  readonly code = 'WORKLOOP_WORKER_CRASHED';

  /** @param how What happened to it, as a clause: `it was killed by SIGKILL`. */
  constructor(
    readonly path: string,
    how: string,
    options?: Caused,
  ) {
    // What a program says of itself may end in a full stop already.
    super(`The worker of \`${path}\` is gone: ${how.replace(/\.$/, '')}.`, options);
  }
}

/** A call took longer than the `timeoutMs` of its work. */
export class WorkTimeoutError extends WorkloopError {
  readonly code = 'WORKLOOP_WORK_TIMEOUT';

  constructor(
    readonly path: string,
    readonly timeoutMs: number,
  ) {
    super(`\`${path}\` did not end within ${timeoutMs} ms.`);
  }
}

/** A call was stopped: by the handle of its work, because its work left the tree, or because the app ended. */
export class WorkStoppedError extends WorkloopError {
  readonly code = 'WORKLOOP_WORK_STOPPED';

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`\`${path}\` was stopped: ${reason}.`);
  }
}

/** A flow caught the signal that ends a pass and went on, so what it did next was done on a value that is not there. */
export class SwallowedSuspensionError extends WorkloopError {
  readonly code = 'WORKLOOP_SWALLOWED_SUSPENSION';

  constructor(readonly path: string) {
    super(
      `The flow went on after \`${path}\` had suspended the pass. A \`catch\` or \`finally\` between that call and the ` +
        "root's `run` swallowed the suspension, or an async child flow was not awaited. Rethrow what is not an Error, " +
        'or compile with the transformer, which makes `catch` clauses in flows do so.',
    );
  }
}

/** What kept a store from doing its part. */
export type StoreProblem =
  /** The place is missing, is no folder, or may not be read. */
  | 'inaccessible'
  /** The place may be read and not be written. */
  | 'readOnly'
  /** There is no room left on the disk. */
  | 'full'
  /** The folder holds the files of another program. */
  | 'foreign'
  /** Somebody else has taken the store over. */
  | 'lost'
  /** It has been closed. */
  | 'closed'
  /** The machine failed to read or write it. */
  | 'broken';

/** A store cannot be opened or written; what it held before is still there. */
export class StoreError extends WorkloopError {
  readonly code = 'WORKLOOP_STORE';

  /** @param what What happened and what to do, as sentences. */
  constructor(
    /** The folder of the store. */
    readonly store: string,
    readonly problem: StoreProblem,
    what: string,
    options?: Caused,
  ) {
    super(`The store \`${store}\`: ${what}`, options);
  }
}

/** Another app has the store open. */
export class StoreInUseError extends WorkloopError {
  readonly code = 'WORKLOOP_STORE_IN_USE';

  constructor(
    readonly store: string,
    /** Process id of the other app. */
    readonly pid: number,
    /** Since when it has the store, as an ISO date. */
    readonly since: string,
    /** Who that is, as a noun phrase: `process 4711 on \`mill\``. */
    who: string,
    remedy: string,
  ) {
    super(`The store \`${store}\` is in use by ${who}, since ${since}. ${remedy}`);
  }
}

/** A store, or a record in it, was written by a newer version of the package than this one. */
export class StoreFormatError extends WorkloopError {
  readonly code = 'WORKLOOP_STORE_FORMAT';

  constructor(
    readonly store: string,
    /** The format that it has. */
    readonly format: number,
    /** The newest format that can be read here. */
    readonly newestKnown: number,
  ) {
    super(
      `The store \`${store}\` has the format ${format}, and this version of workloop knows formats up to ${newestKnown}. ` +
        'Update workloop, or give the app another `store`. Nothing was changed.',
    );
  }
}

/** An app was asked for something that it cannot do in the state that it is in. */
export class AppStateError extends WorkloopError {
  readonly code = 'WORKLOOP_APP_STATE';
}

/**
 * Shows a value as an error message does: `'yes'` (string), `3` (number), a function, an Array. Does not throw, whatever a
 * getter or a Proxy does that is looked at.
 */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return `\`${value}\``;
  if (typeof value === 'string') return `\`'${value}'\` (string)`;
  if (typeof value !== 'function' && typeof value !== 'object')
    return `\`${String(value)}\` (${typeof value})`;
  try {
    return typeof value === 'function' ? describeFunction(value) : describeObject(value);
  } catch {
    return `${typeof value === 'function' ? 'a function' : 'an object'} that throws when it is looked at`;
  }
}

/** The message of whatever was thrown. Does not throw itself. */
export function messageOf(thrown: unknown): string {
  try {
    if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  } catch {
    return 'an error that throws when it is looked at';
  }
  return describe(thrown);
}

/** Whatever was thrown, as an error. */
export function errorFrom(thrown: unknown): Error {
  return types.isNativeError(thrown) ? thrown : new Error(messageOf(thrown), { cause: thrown });
}

function describeFunction({ name }: { readonly name: unknown }): string {
  return typeof name === 'string' && name !== '' ? `the function \`${name}\`` : 'a function';
}

function describeObject(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? `an instance of \`${name}\`` : 'an object';
}
