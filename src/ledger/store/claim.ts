import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { types } from 'node:util';
import { StoreError, StoreInUseError } from '../../errors.js';
import { writeOwnFile } from './own-file.js';
import { type Liveness, livenessOf, ownIdentity, type ProcessIdentity } from './process-identity.js';

/** How often an owner shows that it is there, to those who cannot see its process. */
const SIGN_OF_LIFE_MS = 15_000;
/** Without a sign of life for this long, an owner that cannot be seen is taken to be gone. */
const SILENT_MS = 60_000;
/** Claims made so shortly one after the other may have met on the way, and both sides give way. */
const MEETING_MS = 2_000;
const ATTEMPTS = 6;
/** What the names of claims begin with. */
export const PREFIX = 'claim-';
/** A claim that is being written goes by another name: one that is half there would shut everybody out for a minute. */
const UNFINISHED = 'unfinished-';

interface ClaimText extends ProcessIdentity {
  /** When the claim was made, in milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** A claim as somebody else may have left it. */
export interface OtherClaim {
  readonly file: string;
  /** Absent where it cannot be read: it is being written, or it is damaged. */
  readonly text: ClaimText | undefined;
  readonly seenAtMs: number;
}

/** A folder that is this process's alone. */
export interface Claim {
  /** Lets go of the folder. */
  release(): void;
}

/**
 * Makes a folder this process's alone. Every claimant writes a file of its own and only then looks for others: of two
 * that come at the same time, at least the later one sees the other. A claim whose process is gone counts for nothing.
 *
 * @param onLost Called when somebody has taken the folder over, because this process was silent for a minute.
 * @throws {StoreInUseError} where another process, or another app in this one, has it.
 */
export async function claimFolder(folder: string, onLost: (error: StoreError) => void): Promise<Claim> {
  for (let attempt = 1; ; attempt++) {
    const own = writeClaim(folder);
    const rival = rivalOf(folder, own);
    if (rival === undefined) return hold(folder, own.file, onLost);
    rmSync(own.file, { force: true });
    const isMeeting =
      rival.text === undefined || Math.abs(own.text.sinceMs - rival.text.sinceMs) < MEETING_MS;
    if (!isMeeting || attempt === ATTEMPTS) throw inUse(folder, rival, own.text);
    // Of two that give way to each other, one has to come back first.
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20 * attempt));
  }
}

function writeClaim(folder: string): {
  readonly file: string;
  readonly text: ClaimText;
  readonly madeAtMs: number;
} {
  const text: ClaimText = { ...ownIdentity(), sinceMs: Date.now() };
  const name = `${PREFIX}${process.pid}-${randomBytes(6).toString('hex')}.json`;
  const [unfinished, file] = [join(folder, UNFINISHED + name), join(folder, name)];
  try {
    writeOwnFile(unfinished, JSON.stringify(text));
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return { file, text, madeAtMs: statSync(file).mtimeMs };
}

/** Another claim that counts, if there is one. Those that count no more are removed. */
function rivalOf(folder: string, own: ReturnType<typeof writeClaim>): OtherClaim | undefined {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const isClaim = name.startsWith(PREFIX) || name.startsWith(UNFINISHED);
    if (!isClaim || file === own.file) continue;
    const other = readClaim(file);
    if (other === undefined) continue;
    if (name.startsWith(UNFINISHED)) {
      // Left by one that was killed while it wrote.
      if (own.madeAtMs - other.seenAtMs > SILENT_MS) rmSync(file, { force: true });
      continue;
    }
    // Both times are of the disk that the files are on, whose clock need not be ours.
    if (isHeld(other, own.text, own.madeAtMs)) return other;
    rmSync(file, { force: true });
  }
  return undefined;
}

/** Whether a claim counts: its process is alive, or cannot be seen and was not silent for long. */
export function isHeld({ text, seenAtMs }: OtherClaim, own: ProcessIdentity, nowMs: number): boolean {
  const liveness: Liveness = text === undefined ? 'unknown' : livenessOf(text, own);
  return liveness === 'alive' || (liveness === 'unknown' && nowMs - seenAtMs <= SILENT_MS);
}

/** What a claim says; `undefined` if it is gone by now. */
export function readClaim(file: string): OtherClaim | undefined {
  let seenAtMs: number;
  try {
    seenAtMs = statSync(file).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    const text: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return { file, text: isClaimText(text) ? text : undefined, seenAtMs };
  } catch {
    // Half written, or damaged: somebody may be there.
    return { file, text: undefined, seenAtMs };
  }
}

function isClaimText(text: unknown): text is ClaimText {
  if (typeof text !== 'object' || text === null) return false;
  const { pid, host, sinceMs } = text as Partial<Record<keyof ClaimText, unknown>>;
  return (
    Number.isSafeInteger(pid) && (pid as number) > 0 && typeof host === 'string' && Number.isFinite(sinceMs)
  );
}

function hold(folder: string, file: string, onLost: (error: StoreError) => void): Claim {
  const timer = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(file, now, now);
    } catch (error) {
      clearInterval(timer);
      const what =
        'Another app has taken it over while this one stood still. Nothing more is written by this one.';
      onLost(new StoreError(folder, 'lost', what, { cause: error }));
    }
  }, SIGN_OF_LIFE_MS);
  timer.unref();
  return {
    release() {
      clearInterval(timer);
      rmSync(file, { force: true });
    },
  };
}

function inUse(folder: string, { file, text }: OtherClaim, own: ProcessIdentity): StoreInUseError {
  if (text === undefined) {
    const remedy = `Try again in a minute, or delete \`${file}\` if no app uses the store.`;
    return new StoreInUseError(folder, 0, 'an unknown time', 'somebody whose claim cannot be read', remedy);
  }
  const since = new Date(text.sinceMs).toISOString();
  if (livenessOf(text, own) === 'unknown') {
    const remedy =
      'Stop that app, or give this one another `store`. If that machine or container is gone, try again in a minute, ' +
      `or delete \`${file}\`.`;
    return new StoreInUseError(folder, text.pid, since, `process ${text.pid} on \`${text.host}\``, remedy);
  }
  const who = text.pid === process.pid ? 'another app in this process' : `process ${text.pid}`;
  return new StoreInUseError(
    folder,
    text.pid,
    since,
    who,
    'Stop that app, or give this one another `store`.',
  );
}

/** Whether the file system says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return types.isNativeError(error) && 'code' in error && error.code === 'ENOENT';
}
