/** These name the file, and the life, for all that an app starts. */
export const JOURNAL_VARIABLE = 'WORKLOOP_CRASH_JOURNAL';
export const LIFE_VARIABLE = 'WORKLOOP_CRASH_LIFE';
/** `<line>`: the app kills itself after so many lines of its own. `<line>?`: it says so, and is killed from outside. */
export const KILL_VARIABLE = 'WORKLOOP_CRASH_KILL';

/** What the app says on stdout when it is about to run, and when it has written the line that was asked for. */
export const MADE = 'crash: made';
export const REACHED = 'crash: reached';
