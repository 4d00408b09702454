import { messageOf } from '../../errors.js';

/** Whether processes form groups that can be ended together. */
export const hasProcessGroups: boolean = process.platform !== 'win32';

/**
 * Ends a process that leads a group, and all that it started and that did not leave the group: what a work starts is to
 * end with it. Returns what kept it from doing so.
 */
export function killGroupOf(pid: number): string | undefined {
  try {
    process.kill(hasProcessGroups ? -pid : pid, 'SIGKILL');
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
