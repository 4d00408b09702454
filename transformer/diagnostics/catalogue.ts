import type { Unidentifiable } from '../shape/shape.js';

/** One kind of finding: its number, and what is said about it. */
export interface Finding {
  /** `1001` for `WL1001`; never given to another finding. */
  readonly code: number;
  /** An error is a call that can never work; a call that may fail is worth a warning. */
  readonly category: 'error' | 'warning';
  readonly text: string;
}

const DATA = 'Pass data that says the same, or leave the argument out of the identity with `ignore`';

const unidentifiable: Record<
  Unidentifiable,
  { readonly code: number; readonly is: string; readonly remedy: string }
> = {
  function: { code: 1001, is: 'a function, which has no identity', remedy: `${DATA}.` },
  symbol: {
    code: 1002,
    is: 'a symbol, and a symbol is like no other',
    remedy: 'Pass a string, or a symbol made with `Symbol.for` in a parameter of type `unknown`.',
  },
  promise: {
    code: 1003,
    is: 'a promise, which has no identity until it settles',
    remedy: 'Pass its value: `use(promise)` in a flow, `await promise` elsewhere.',
  },
  stream: {
    code: 1004,
    is: 'a stream, which can be read only by reading it',
    remedy: 'Pass where the data comes from (a path, a URL), or the data.',
  },
  iterator: {
    code: 1004,
    is: 'an iterator, which can be read only by using it up',
    remedy: 'Pass an array: `[...iterator]`.',
  },
  weak: {
    code: 1005,
    is: 'a weak reference or collection, whose contents cannot be listed',
    remedy: 'Pass a Map, a Set or an array.',
  },
  abortSignal: {
    code: 1005,
    is: 'an AbortSignal, which says nothing about what is computed',
    remedy: 'Leave it out of the identity: `ignore` takes names of parameters.',
  },
  privateState: {
    code: 1006,
    is: 'an instance with `#private` members, which cannot be observed from outside',
    remedy:
      "Give the class a method `[Symbol.for('workloop.identity')]()` that returns what tells two instances apart; or, if its own fields say all, call `registerIdentity(Class)` from 'workloop/identity'; or pass data.",
  },
  sharedMemory: {
    code: 1013,
    is: 'shared memory, which may change at any time',
    remedy: 'Pass a copy: `new Uint8Array(shared).slice()`.',
  },
  blob: {
    code: 1013,
    is: 'a Blob, whose bytes can be read only later',
    remedy: 'Pass its bytes: `new Uint8Array(await blob.arrayBuffer())`.',
  },
};

/** Which calls fail on account of an argument: each one, some, each one in an app, or each one unless options that cannot be seen here say otherwise. */
export type Reach = 'always' | 'sometimes' | 'inApps' | 'unlessIgnored';

/** A part of an argument that has no identity. */
export function unidentifiableArgument(why: Unidentifiable, path: string, reach: Reach): Finding {
  const { code, is, remedy } = unidentifiable[why];
  switch (reach) {
    case 'always':
      return error(code, `\`${path}\` is ${is}. ${remedy}`);
    case 'sometimes':
      return warning(code, `\`${path}\` may be ${is}; a call with one fails. ${remedy}`);
    case 'inApps':
      return warning(code, `\`${path}\` is ${is}; in an app each call fails, cached or not. ${remedy}`);
    case 'unlessIgnored':
      return warning(
        code,
        `\`${path}\` is ${is}; each call fails unless options that cannot be seen here (\`ignore\`, \`cacheCalls\`) say otherwise. ${remedy}`,
      );
  }
}

const error = (code: number, text: string): Finding => ({ code, category: 'error', text });
const warning = (code: number, text: string): Finding => ({ code, category: 'warning', text });

const uncrossable: Record<Unidentifiable, string> = {
  function: 'a function',
  symbol: 'a symbol of its own',
  promise: 'a promise',
  stream: 'a stream',
  iterator: 'an iterator',
  weak: 'a weak reference or collection',
  abortSignal: 'an AbortSignal or its controller',
  privateState: 'an instance with `#private` members',
  sharedMemory: 'shared memory',
  blob: 'a Blob',
};

/**
 * A public field of a work that holds what cannot be state.
 *
 * @param what Why, or the name of the class that it is an instance of.
 * @param where Whether calls of the work certainly execute in a worker, and so can never work.
 */
export function uncrossableField(
  className: string,
  path: string,
  what: { readonly why: Unidentifiable } | { readonly instanceOf: string },
  where: 'worker' | 'maybeInline',
): Finding {
  const is = 'why' in what ? uncrossable[what.why] : `an instance of \`${what.instanceOf}\``;
  const isFunction = 'why' in what && what.why === 'function';
  const remedy = isFunction ? 'Make it a method, or keep it in' : 'Keep it in';
  const [finding, place] =
    where === 'worker' ? [error, 'where the work runs'] : [warning, 'a thread or a process'];
  return finding(
    1020,
    `The public field \`${path}\` of the work \`${className}\` is ${is}, which cannot cross to ${place}, and public fields are its state. ${remedy} a \`#private\` field, in a TypeScript \`private\` one, or in one whose name begins with \`_\`.`,
  );
}

/** All other findings. */
export const findings = {
  parallelReturnsValue: (className: string) =>
    error(
      1007,
      `The work \`${className}\` is parallel and its \`run\` returns a value at once. Make \`run\` async, or return nothing, or drop \`parallel\`.`,
    ),
  missingRun: (className: string, decorator: string) =>
    error(1008, `\`${className}\` is decorated with @${decorator} and has no \`run\` method. Add one.`),
  runIsField: (className: string, decorator: string) =>
    error(
      1008,
      `\`${className}\` is decorated with @${decorator} and has no \`run\` method, only a property \`run\`. Write it as a method: \`run() { … }\`.`,
    ),
  runIsAbstract: (className: string, decorator: string) =>
    error(
      1008,
      `\`${className}\` is decorated with @${decorator} and its \`run\` is abstract, so there is no \`run\` method to decorate. Decorate the subclasses that write it.`,
    ),
  generatorRun: (className: string, decorator: string) =>
    error(
      1009,
      `The \`run\` of \`${className}\` is a generator, and @${decorator} needs one result for each call. Return an array or a promise.`,
    ),
  strictNullChecksOff: () =>
    warning(
      1010,
      'Without `strictNullChecks` types say nothing about null and undefined, so workloop takes the slow way to identify most arguments. Set `"strict": true` in the tsconfig.',
    ),
  unresolvedDecorator: (name: string) =>
    error(
      1011,
      `\`@${name}\` looks like workloop's and cannot be resolved, so the class gets no plan. Install workloop and write \`import { ${name} } from 'workloop'\`.`,
    ),
  impostor: (name: string, specifier: string) =>
    warning(
      1011,
      `\`@${name}\` looks like workloop's, but what '${specifier}' gives here is something else, so the class gets no plan. Write \`import { ${name} } from 'workloop'\`, or name that decorator otherwise.`,
    ),
  wrapper: (name: string) =>
    warning(
      1011,
      `\`@${name}\` hands on a decorator of workloop's, and the plan reaches only a decorator that stands on the class itself: this class runs without generated code. Write \`@work\` or \`@flow\` here and share the options.`,
    ),
  staticRun: (className: string, decorator: string) =>
    error(
      1012,
      `The \`run\` of \`${className}\` is static. Make it an instance method: @${decorator} decorates instances.`,
    ),
  wrongOption: (option: string, expected: string, got: string) =>
    error(1014, `Expected \`${option}\` to be ${expected}, got \`${got}\`.`),
  componentInWork: (field: string, className: string, kind: string) =>
    error(
      1015,
      `\`${field}\` is a ${kind} in the work \`${className}\`, and a work owns no components. Move it to the flow and pass its result, or make \`${className}\` a flow.`,
    ),
  undecoratedOverride: (className: string, base: string) =>
    warning(
      1016,
      `\`${className}\` overrides the \`run\` of the work \`${base}\` and has no decorator of its own, so its calls are not cached. Decorate it with @work.`,
    ),
  decoratedTwice: (className: string) =>
    error(1017, `\`${className}\` is decorated twice. Keep one \`@work\` or \`@flow\`.`),
  leavingFinally: (how: string) =>
    warning(
      1018,
      `\`${how}\` leaves this \`finally\` and with it swallows the suspension by which a call ends the pass. Let the \`finally\` run to its end.`,
    ),
  handlerOnCall: (method: string, className: string) =>
    warning(
      1019,
      `Every pass attaches \`.${method}\` to the promise of this call of \`${className}\` again. Write \`use(…)\` in the flow, or handle the result in the work.`,
    ),
  timeoutOnSynchronous: (className: string) =>
    error(
      1021,
      `The \`run\` of \`${className}\` is synchronous and executes inline, where nothing can end it or see that its \`timeoutMs\` is over. Make \`run\` async, or give the work an \`executor\`: 'thread' or 'process'.`,
    ),
  localInWorker: (className: string, executor: string) =>
    warning(
      1022,
      `\`${className}\` is made in a function and executes on \`'${executor}'\`, where only classes are found that loading their module makes: its calls fail. Move the class to the top level of the module.`,
    ),
  writtenConcurrently: (field: string, className: string) =>
    error(
      1023,
      `\`${field}\` is written in the \`run\` of \`${className}\`, whose \`concurrency\` is above 1: several calls would write over each other, so its fields are read-only there. Return what the call came to, or set \`concurrency: 1\`.`,
    ),
} as const;
