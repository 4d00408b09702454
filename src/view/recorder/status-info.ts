import type { WorkStatus } from '../../component/status.js';
import type { StatusInfo } from '../api.js';
import { type Showing, textOfLine } from './value-text.js';

const MOST_MESSAGE = 1_000;

/** A status for clients: its message may be that of an error, and tell what may not be shown. */
export function statusInfoOf(status: WorkStatus, showing: Omit<Showing, 'name'>): StatusInfo {
  const { name, atMs, reason, message } = status;
  return {
    name,
    atMs,
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && {
      message: textOfLine(message, { ...showing, name: 'error.message' }, MOST_MESSAGE),
    }),
  };
}
