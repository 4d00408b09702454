import { chmodSync, closeSync, existsSync, fchmodSync, mkdirSync, openSync, writeSync } from 'node:fs';

/** Makes a file that its owner alone may read and write, whatever the umask, and writes into it if it is new. */
export function writeOwnFile(file: string, text: string): void {
  const descriptor = openSync(file, 'a', 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a folder that its owner alone may use, whatever the umask. One that is there stays as it is. */
export function makeOwnFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}
