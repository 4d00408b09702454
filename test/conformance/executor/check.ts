import type { World } from './world.js';

/** One promise of executors, and how to find out whether it is kept. */
export interface Check {
  /** A sentence about the executor. */
  readonly name: string;
  /** Throws where the promise is not kept. Runs in plain Node, not under jest. */
  run(world: World): Promise<void>;
}

/** Checks that some executor may have to leave out together. */
export interface CheckGroup {
  readonly name: string;
  readonly checks: readonly Check[];
}
