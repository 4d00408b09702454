/** What the command ends with. Stable: scripts may ask for them. */
export const ExitCode = {
  ok: 0,
  /** The command was understood and could not do what it was asked, or found something wrong. */
  failure: 1,
  /** The command was not understood: an unknown command or option, a missing or wrong argument. */
  usage: 2,
  /** A running app has the store and could not be asked, and what was asked for would write to it. */
  storeInUse: 3,
} as const;
