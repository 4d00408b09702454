/** What becomes of a tick that cannot be given in time. */
export type CatchUp = 'skip' | 'once';

/** A flow's question whether a tick is due, checked and with nothing left open but what the transformer gives. */
export interface ScheduleRequest {
  readonly cron: string;
  readonly key: string;
  /** An IANA name; `undefined` for the machine's own. */
  readonly timezone: string | undefined;
  readonly catchUp: CatchUp;
  /** Where the question stands in the code; `undefined` without the transformer. */
  readonly site: string | undefined;
  /** What `this` is there: the flow that asks, or something else. */
  readonly asker: unknown;
}
