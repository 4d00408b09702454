import { ExitCode } from './exit-codes.js';

/** The end of a command that did not do what it was asked; the message is all that is shown. */
export class CommandFailure extends Error {
  /** @param message What happened, where, and what to do. */
  constructor(
    message: string,
    /** What the process ends with. */
    readonly exitCode: number = ExitCode.failure,
  ) {
    super(message);
    this.name = 'CommandFailure';
  }
}

/** A command line that was parsed and still makes no sense. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(message, ExitCode.usage);
}
