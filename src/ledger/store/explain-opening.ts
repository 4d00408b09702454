import { types } from 'node:util';
import { messageOf, StoreError, WorkloopError } from '../../errors.js';

/** The code of an error of the machine or of the database. */
export function codeOf(error: unknown): unknown {
  return types.isNativeError(error) && 'code' in error ? error.code : undefined;
}

/** What kept a folder from being opened, in the words of its user. */
export function explainOpening(error: unknown, path: string): unknown {
  if (error instanceof WorkloopError) return error;
  const cause = { cause: error };
  switch (codeOf(error)) {
    case 'EROFS':
    case 30:
      return new StoreError(
        path,
        'readOnly',
        'Its disk may only be read. Name a folder that can be written.',
        cause,
      );
    case 'EACCES':
    case 'EPERM':
    case 13:
      return new StoreError(
        path,
        'inaccessible',
        'This user may not read and write it. Run the app as its owner, or name another folder.',
        cause,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StoreError(
        path,
        'inaccessible',
        'A part of its path is a file. Name another folder.',
        cause,
      );
    case 'ENOSPC':
    case 'EDQUOT':
    case 28:
      return new StoreError(
        path,
        'full',
        'There is no room left on the disk. Make some; what was stored is safe.',
        cause,
      );
    default:
      return new StoreError(path, 'broken', `It could not be opened: ${messageOf(error)}`, cause);
  }
}
