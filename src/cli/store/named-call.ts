import { callKeyOf, partialCallKeyOf } from '../../identity/call-key.js';
import { digestOfKey } from '../../identity/key-digest.js';
import { generationOf, readCallKey } from '../../ledger/durable/call-keys.js';
import type { UsePage } from '../../ledger/store/record-store-options.js';
import { CommandFailure, usageFailure } from '../command-failure.js';
import type { StoredWork } from './stored-works.js';

/** How a person names one call. */
export interface CallOptions {
  /** Its id in the list of calls, or the beginning of that. */
  readonly id?: string;
}

/** Help on how calls are named. */
export const callHelp =
  "\nA call is named by its arguments, as a JSON list: '[\"2012-01-01\", 3]', or '[]' for none. Where JSON cannot say them\n" +
  '(a Date, a Map), name it by its id, which `workloop calls` shows: --id 3fQx.';

/** Reads an argument list. */
export function readArguments(text: string): readonly unknown[] {
  let args: unknown;
  try {
    args = JSON.parse(text);
  } catch (error) {
    throw usageFailure(
      `The arguments are no JSON (${(error as Error).message}). They are a list: '["2012-01-01", 3]'.`,
    );
  }
  if (Array.isArray(args)) return args;
  throw usageFailure(`The arguments are to be a list, even if there is one: '[${text}]'.`);
}

/** By what the store knows the call of a work with these arguments. */
export function digestOf(work: StoredWork, args: readonly unknown[]): string {
  const ignored = work.entry?.ignored ?? [];
  if (ignored.length === 0) return digestOfKey(callKeyOf(args, undefined));
  const counting = args.filter((_, position) => !ignored.includes(position));
  return digestOfKey(partialCallKeyOf(counting, ignored));
}

/**
 * The call of a work whose id begins so.
 *
 * @throws {CommandFailure} where there is none, or several.
 */
export async function digestById(
  records: { uses(prefix: string, limit: number): Promise<UsePage> },
  { uid, path, entry }: StoredWork,
  id: string,
): Promise<string> {
  const start = id.replace(/^#/, '');
  if (!/^[\w-]+$/.test(start))
    throw usageFailure(`\`${id}\` is no id of a call. \`workloop calls\` shows them.`);
  const page = entry && (await records.uses(generationOf(uid, entry.generation) + start, 3));
  const digests = new Set(page?.entries.map(({ key }) => readCallKey(key)?.digest));
  const [digest] = digests;
  if (digest === undefined)
    throw new CommandFailure(`The store has no call of \`${path}\` whose id begins with \`${start}\`.`);
  if (digests.size > 1)
    throw usageFailure(
      `Several calls of \`${path}\` have ids that begin with \`${start}\`. Give more of it.`,
    );
  return digest;
}
