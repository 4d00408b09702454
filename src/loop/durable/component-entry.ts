import { decode } from '../../codec/decode.js';
import { encode } from '../../codec/encode.js';
import { pack, unpack } from '../../codec/pack.js';

/** Under this and its uid stands the entry of a component. */
export const ENTRY_PREFIX = 't/';

/** What a store has of one component. */
export interface ComponentEntry {
  /** What names the component from one run to the next: its `key` where it has one, else its path. */
  readonly id: { readonly kind: 'key' | 'path'; readonly text: string };
  /** Where it stood when this was written. */
  readonly path: string;
  /** Id of its class: `my-app/src/daily#Job`. */
  readonly classId: string;
  readonly kind: 'work' | 'flow';
  /** What its constructor was called with, encoded; absent where that is not known or cannot be encoded. */
  readonly args?: Uint8Array;
  /** By what constructor arguments are told apart; absent where they cannot be. */
  readonly argsDigest?: string;
  /** What `withOptions` had set for this work alone, encoded. */
  readonly options?: Uint8Array;
  /** Whether a constructor made it, and not the `run` of a flow. */
  readonly isInitial: boolean;
  /** Where in its owner a constructor put it, as `.jobs.0`. */
  readonly initialPlace?: string;
  /** Uid of the flow that it has this place in: it may be in another one by now. Absent for the root. */
  readonly initialOwner?: string;
  /** Digest of the code that a flow reaches; absent for works, and where it cannot be told. */
  readonly code?: string;
}

/** The key of a component's entry. */
export function entryKey(uid: string): string {
  return ENTRY_PREFIX + uid;
}

/** Writes an entry as it is stored. */
export function writeComponentEntry(entry: ComponentEntry): Uint8Array {
  return pack(encode(entry, 'entry'));
}

/** Reads what stands under a key that begins with {@link ENTRY_PREFIX}. */
export function readComponentEntry(bytes: Uint8Array): ComponentEntry {
  return decode(unpack(bytes)) as ComponentEntry;
}
