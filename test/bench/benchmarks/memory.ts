import assert from 'node:assert/strict';
import type { Benchmark, Measure } from '../benchmark.js';
import { staysUnder, staysWithin } from '../target.js';
import { Remember } from '../works/remember.js';

/** Something that remembers keys, and says whether it has seen one before. */
interface Memory {
  remember(key: string): void;
  knows(key: string): boolean;
}

/** What a remembered call weighs, and that there may be more of them than one Map holds. */
export const memory: readonly Benchmark[] = [
  {
    name: 'memory/one-million',
    question: 'Memory of 1,000,000 calls without result, with keys of 20 characters made by a template.',
    unit: 'bytes per call',
    subjects: { workloop: weigh(ofWork, 1e6, fromTemplate), 'Map, flat keys': weigh(ofMap, 1e6, flat) },
    targets: [staysUnder('workloop', 100)],
    nodeFlags: ['--expose-gc'],
    processes: 3,
  },
  {
    name: 'memory/ten-million',
    question: 'The same with 10,000,000 calls.',
    unit: 'bytes per call',
    subjects: { workloop: weigh(ofWork, 1e7, fromTemplate), 'Map, flat keys': weigh(ofMap, 1e7, flat) },
    targets: [staysWithin('workloop', 1, ['Map, flat keys'])],
    nodeFlags: ['--expose-gc', '--max-old-space-size=8192'],
    processes: 3,
  },
  {
    name: 'memory/twenty-million',
    question:
      'The same with 20,000,000 calls on one work, with `--max-old-space-size=8192`; one Map throws at 16,777,216.',
    unit: 'bytes per call',
    subjects: { workloop: weigh(ofWork, 2e7, fromTemplate) },
    targets: [],
    nodeFlags: ['--expose-gc', '--max-old-space-size=8192'],
    processes: 1,
  },
];

function weigh(make: () => Memory, count: number, keyOf: (index: number) => string): Measure {
  return async () => {
    const memory = make();
    const before = usedBytes();
    for (let index = 0; index < count; index += 1) memory.remember(keyOf(index));
    const bytes = usedBytes() - before;
    for (let index = 0; index < count; index += 9_973)
      assert.ok(memory.knows(keyOf(index)), `${index} was forgotten`);
    assert.ok(!memory.knows(keyOf(count)));
    return bytes / count;
  };
}

function ofWork(): Memory {
  const work = new Remember();
  return {
    remember: (key) => work.run(key),
    knows: (key) => {
      const { executions } = work;
      work.run(key);
      return work.executions === executions;
    },
  };
}

function ofMap(): Memory {
  const keys = new Map<string, true>();
  return { remember: (key) => void keys.set(key, true), knows: (key) => keys.has(key) };
}

/** As people make keys. The engine keeps such a string as a tree of its parts until somebody reads it. */
function fromTemplate(index: number): string {
  return `customer-${String(index).padStart(11, '0')}`;
}

function flat(index: number): string {
  return Buffer.from(fromTemplate(index)).toString('latin1');
}

function usedBytes(): number {
  const { gc } = globalThis;
  assert.ok(gc, 'needs --expose-gc');
  for (let round = 0; round < 3; round += 1) gc();
  return process.memoryUsage().heapUsed;
}
