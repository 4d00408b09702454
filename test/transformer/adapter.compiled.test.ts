import { DEFINITION_KEY, type Definition, flow, work } from 'workloop';

/* This file itself goes through `workloop/transformer/jest`, as the tests of a user do. */

@work({ maxEntries: 3 })
class Processor {
  executed: string[] = [];
  run(day: string, ...hours: number[]) {
    this.executed.push(day);
    return { day, hours };
  }
}

@flow()
class Daily {
  caught: unknown[] = [];
  run(thrown: unknown) {
    try {
      throw thrown;
    } catch (error) {
      this.caught.push(error);
    }
  }
}

class Point {
  constructor(readonly x: number) {}
}

function definitionOf(target: object): Definition {
  return Reflect.getMetadata(DEFINITION_KEY, target) as Definition;
}

test('hands the plan to decorators that are mapped to the sources', () => {
  expect(definitionOf(Processor)).toMatchObject({
    plan: {
      version: 1,
      id: 'workloop/test/transformer/adapter.compiled.test#Processor',
      params: ['day', '...hours'],
    },
  });
});

test('leaves a work that executes once per arguments', () => {
  const processor = new Processor();
  const first = processor.run('monday', 1, 2);
  expect(processor.run('monday', 1, 2)).toEqual(first);
  expect(processor.executed).toEqual(['monday']);
});

test('guards the catch clauses of flows', () => {
  const daily = new Daily();
  const signal = { [Symbol.for('workloop.signal')]: true };
  const error = new Error('no signal');
  let passed: unknown;
  try {
    daily.run(error);
    daily.run(signal);
  } catch (thrown) {
    passed = thrown;
  }
  expect(daily.caught).toEqual([error]);
  expect(passed).toBe(signal);
});

test('registers the plain classes of the module', () => {
  const registry = (globalThis as Record<symbol, unknown>)[Symbol.for('workloop.registry')];
  const mine = (registry as { module: string; classes: Record<string, () => unknown> }[] | undefined)?.find(
    ({ module }) => module === 'workloop/test/transformer/adapter.compiled.test',
  );
  expect(mine?.classes.Point?.()).toBe(Point);
});
