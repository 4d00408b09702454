import { appendFileSync, readFileSync } from 'node:fs';

/** What is written down of a trial: by bodies and hooks wherever they run, by the flow, by listeners to the app's events. */
export type Entry =
  | {
      readonly kind: 'begin';
      readonly work: string;
      readonly token: string;
      readonly attempt: number;
      readonly body: string;
    }
  /** The body does something more: it is still there. */
  | { readonly kind: 'alive' | 'end'; readonly work: string; readonly body: string }
  /** A fault is about to happen. */
  | { readonly kind: 'fault'; readonly work: string; readonly fault: string; readonly token?: string }
  | CallEntry
  /** What the flow got of a task. */
  | {
      readonly kind: 'answer';
      readonly work: string;
      readonly token: string;
      readonly value?: string;
      readonly error?: string;
    }
  /** The queue of a work was full. */
  | { readonly kind: 'full'; readonly work: string; readonly waiting: number }
  /** Somebody outside does something to a work; what is told between the two is told because of it. */
  | { readonly kind: 'blow' | 'blown'; readonly work: string; readonly action: string }
  /** The work belonged to no running app when somebody outside wanted something of it. */
  | { readonly kind: 'refused'; readonly work: string }
  /** The end of the app is asked for. */
  | { readonly kind: 'ending'; readonly name: string }
  | { readonly kind: 'stopped'; readonly exitCode: number; readonly reason: string }
  /** `App.run()` has come to an end; `threads` are those that this process has more than before. */
  | {
      readonly kind: 'over';
      readonly exitCode: number;
      readonly reason: string;
      readonly threads: number;
    };

/** An event of the app about a call. */
export interface CallEntry {
  readonly kind: 'queued' | 'started' | 'retried' | 'settled';
  readonly work: string;
  readonly token: string;
  readonly call: number;
  readonly atMs: number;
  readonly outcome?: 'succeeded' | 'failed' | 'stopped';
  /** As the handle's status says right then. */
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
}

/** Whether an entry is an event of the app about a call. */
export function isCallEntry(entry: Entry): entry is CallEntry {
  return ['queued', 'started', 'retried', 'settled'].includes(entry.kind);
}

/** A file of lines. Each is appended as a whole and at once, so their order is that of what they tell of. */
export function write(file: string, entry: Entry): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** What the file says so far. */
export function read(file: string): Entry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
}
