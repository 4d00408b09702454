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
  if (!isRunning(other.pid) || isLeftover(other.pid)) return 'gone';
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

/**
 * Whether a process has ended and nobody has taken note of it, which the first process of a container may never do. Its
 * last thread may be writing still when the others have ended, so they count too.
 */
function isLeftover(pid: number): boolean {
  const stat = process.platform === 'linux' ? statOf(pid) : [];
  return stat[STATE] === 'Z' && Number(stat[THREADS]) <= 1;
}

function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return statOf(pid)[STARTED];
  if (process.platform === 'win32') return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

// Places in what `statOf` gives.
const [STATE, THREADS, STARTED] = [0, 17, 19];

/** What Linux says of a process, from its state on; empty where there is none. */
function statOf(pid: number): readonly string[] {
  const stat = lineOf(`/proc/${pid}/stat`);
  // The name of the program stands in parentheses before that and may hold anything.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
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
