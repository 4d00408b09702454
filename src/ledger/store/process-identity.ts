import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { types } from 'node:util';

/** What tells a process from every other one, as far as the machine says. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in units of the machine: a process id is given out again. */
  readonly started: string | undefined;
  readonly host: string;
  /** Id of the machine's last start. */
  readonly boot: string | undefined;
  /** In which set of process ids `pid` counts: containers have their own. */
  readonly pidSpace: string | undefined;
}

/** Whether a process still runs; `unknown` where it cannot be seen from here. */
export type Liveness = 'alive' | 'gone' | 'unknown';

/** The process that runs this. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    started: startOf(process.pid),
    host: hostname(),
    boot: lineOf('/proc/sys/kernel/random/boot_id'),
    pidSpace: linkOf('/proc/self/ns/pid'),
  };
}

/** Looks whether a process still runs. */
export function livenessOf(other: ProcessIdentity, own: ProcessIdentity): Liveness {
  if (other.boot !== own.boot || other.boot === undefined) {
    if (other.host !== own.host) return 'unknown';
    // The machine has been started anew, and no process outlives that.
    if (other.boot !== own.boot) return 'gone';
  }
  if (other.pidSpace !== own.pidSpace) return 'unknown';
  if (!isRunning(other.pid)) return 'gone';
  const started = startOf(other.pid);
  return started === undefined || other.started === undefined || started === other.started ? 'alive' : 'gone';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return types.isNativeError(error) && 'code' in error && error.code === 'EPERM';
  }
}

function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = lineOf(`/proc/${pid}/stat`);
    // The name of the program stands in parentheses and may hold anything; the start is the 22nd field of all.
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  }
  if (process.platform === 'win32') return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

function lineOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // Other systems have no such file.
    return undefined;
  }
}

function linkOf(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    // Other systems have no such link.
    return undefined;
  }
}
