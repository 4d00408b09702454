import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../../errors.js';
import { holderOf } from '../../ledger/store/holder.js';
import { openRecordsForReading } from '../../ledger/store/open-for-reading.js';
import { type Finding, fine } from './finding.js';

/** Whether an app could use the folder of the store. Changes nothing in it. */
export async function checkStore(folder: string): Promise<Finding[]> {
  const path = resolve(folder);
  const problem = { check: 'store', severity: 'problem', where: [path] } as const;
  if (!existsSync(path)) {
    if (isWritable(nearestThere(path))) return [fine('store', `${path} can be made.`)];
    return [
      {
        ...problem,
        what: 'It is not there, and cannot be made.',
        remedy: 'Name another folder, or give leave to write.',
      },
    ];
  }
  if (!statSync(path).isDirectory()) return [{ ...problem, what: 'It is a file.', remedy: 'Name a folder.' }];
  if (!isWritable(path))
    return [
      { ...problem, what: 'It may not be written.', remedy: 'Name another folder, or give leave to write.' },
    ];
  if (readdirSync(path).length === 0) return [fine('store', `${path} is empty and can be used.`)];
  try {
    const holder = await holderOf(path);
    const warnings: string[] = [];
    const records = await openRecordsForReading({ folder: path, warn: (message) => warnings.push(message) });
    await records.close();
    const use =
      holder === undefined ? 'can be used' : `is in use by process ${holder.pid} since ${holder.since}`;
    return [
      fine('store', `${path} ${use}.`),
      ...warnings.map((what) => ({ ...problem, severity: 'warning' as const, what })),
    ];
  } catch (error) {
    return [{ ...problem, what: messageOf(error), remedy: 'Name another folder, or do what this says.' }];
  }
}

function nearestThere(path: string): string {
  return existsSync(path) ? path : nearestThere(dirname(path));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
