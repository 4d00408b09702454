import { readFileSync } from 'node:fs';

/** What is written down of all lives of one app, by bodies wherever they run, by its flows, by a listener to its events. */
export type Entry = (
  | { readonly kind: 'born' | 'started' | 'over' }
  /** A body begins, comes to its end, or throws. Each has a name of its own, which is in the result of its call. */
  | { readonly kind: 'begin'; readonly call: string; readonly body: string; readonly attempt: number }
  | { readonly kind: 'end' | 'threw'; readonly call: string; readonly body: string }
  /** The app told of a call that it has its outcome: from here on it is reported complete. */
  | { readonly kind: 'complete'; readonly call: string; readonly outcome: string }
  /** What a flow got of a call, once in each life. */
  | { readonly kind: 'got'; readonly call: string; readonly body: string; readonly digest: string }
  /** The fields of a work when a flow saw them first in this life. */
  | { readonly kind: 'restored'; readonly work: string; readonly state: WorkFields }
  | { readonly kind: 'tick' }
  /** All is done, and this is what it came to. */
  | {
      readonly kind: 'final';
      /** Of the flows: it is a function of results. */
      readonly state: string;
      /** The fields of works: which calls were executed. */
      readonly works: string;
    }
) & {
  /** Which of the lives of the app, from 1. */
  readonly life: number;
};

/** What the body of a call of a work with state leaves behind. */
export interface WorkFields {
  readonly begun: number;
  readonly ended: number;
  /** The calls that were executed, in that order. */
  readonly calls: readonly string[];
}

/** These name the file, and the life, for all that an app starts. */
export const JOURNAL_VARIABLE = 'WORKLOOP_CRASH_JOURNAL';
export const LIFE_VARIABLE = 'WORKLOOP_CRASH_LIFE';
/** `<line>`: the app kills itself after so many lines of its own. `<line>?`: it says so, and is killed from outside. */
export const KILL_VARIABLE = 'WORKLOOP_CRASH_KILL';

/** What the app says on stdout when it is about to run, and when it has written the line that was asked for. */
export const MADE = 'crash: made';
export const REACHED = 'crash: reached';

/** What the file says so far. */
export function read(file: string): Entry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
}

/** How many lines a life wrote in the process of the app, about: those of bodies may be from elsewhere. */
export function linesOfApp(entries: readonly Entry[]): number {
  return entries.filter(({ kind }) => !['begin', 'end', 'threw'].includes(kind)).length;
}
