import { makeRun } from './call/run-factory.js';
import { createWorkDecorator } from './component/work.js';

/**
 * Makes a class a work: its `run(...args)` executes only for arguments that it has never seen, and other calls are
 * answered with what the first one gave. Put it on the class or on its `run` method, with or without options.
 *
 * A work on its own runs in place and returns what `run` returns. As part of an app it is called in the `run` of a
 * flow: a blocking call ends the pass until its result is there, a parallel one returns a promise.
 *
 * @throws {DecorationError} at decoration, where the class has no usable `run`.
 * @throws {InvalidOptionError} at decoration, on an unknown option or a value of the wrong kind.
 */
export const work = createWorkDecorator(makeRun);
