// An app that lives through ten thousand days under the virtual clock, with works that succeed, fail and are bounded:
// every call executes as often as it should, and the memory in use does not grow with the passes.
import assert from 'node:assert/strict';
import { flow, handleOf, now, use, WorkFailedError, work } from '../../dist/index.js';
import { TestApp } from '../../dist/testing/index.js';

const DAY_MS = 86_400_000;
const DAYS = 10_000;
const seed = Number(process.argv[2] ?? 1);

/** Numbers from 0 up to 1 that depend on the seed alone. */
function randomNumbers(state) {
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const random = randomNumbers(seed);
let loads = 0;
let failures = 0;

class Load {
  async run(day) {
    loads++;
    await null;
    return { day, rows: Array.from({ length: 20 }, (_, i) => i) };
  }
}
work({ maxEntries: 10 })(Load);

class Publish {
  attempt = 0;
  async run(day) {
    this.attempt++;
    if (random() < 0.3) {
      failures++;
      throw new Error(`not on ${day}`);
    }
    return day;
  }
}
work({ raiseException: false, maxEntries: 10 })(Publish);

class Daily {
  load = new Load();
  publish = new Publish();
  published = '';
  run() {
    const { day } = use(this.load.run(now().toISOString().slice(0, 10)));
    try {
      this.published = use(this.publish.run(day));
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      handleOf(this.publish).retry();
    }
  }
}
flow()(Daily);

const root = new Daily();
const app = new TestApp(root, { at: 0, heartbeatMs: DAY_MS / 4 });
const heapAfter = async (days) => {
  await app.advance(days * DAY_MS);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const early = await heapAfter(DAYS / 10);
const late = await heapAfter(DAYS - DAYS / 10);
const grown = (late - early) / 1024;
console.log(
  `${app.counts.passes} passes, ${app.counts.executions} executions, heap grown by ${grown.toFixed(0)} KiB`,
);

assert.equal(loads, DAYS + 1);
assert.equal(app.counts.failures, failures);
assert.equal(app.counts.executions, 2 * (DAYS + 1) + failures);
assert.equal(root.published, new Date(DAYS * DAY_MS).toISOString().slice(0, 10));
assert.ok(grown < 1024, `the heap has grown by ${grown.toFixed(0)} KiB over ${DAYS} days`);
await app.close();
