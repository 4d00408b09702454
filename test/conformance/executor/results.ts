import assert from 'node:assert/strict';
import type { CheckGroup } from './check.js';

/** What `run` is given, and what it comes to. */
export const results: CheckGroup = {
  name: 'results',
  checks: [
    {
      name: 'hands on what a synchronous run returned',
      async run(world) {
        const { Echo } = await import('../../fixtures/workers/values.js');
        const result = await world.open(new Echo()).start(1, 'two', null, undefined).ended;

        assert.ok(result.kind === 'returned');
        assert.equal(result.isAsync, false);
        assert.deepEqual((result.value as { args: unknown[] }).args, [1, 'two', null, undefined]);
      },
    },
    {
      name: 'hands on what the promise of a run came to',
      async run(world) {
        const { AsyncEcho } = await import('../../fixtures/workers/values.js');
        const result = await world.open(new AsyncEcho()).start('later').ended;

        assert.deepEqual(result, { kind: 'returned', value: ['later'], isAsync: true });
      },
    },
    {
      name: 'carries every kind of plain data there and back',
      async run(world) {
        const { AsyncEcho } = await import('../../fixtures/workers/values.js');
        const sparse = [1, 2, 3];
        delete sparse[1];
        const cause = new TypeError('the cause');
        const values = [
          -0,
          Number.NaN,
          10n ** 30n,
          'a lone \uD800',
          new Date(0),
          new Map<unknown, unknown>([[{ deep: 1 }, new Set([1, 2])]]),
          new Float64Array([1.5, Number.NaN]),
          new Uint8Array(100_000).fill(3),
          sparse,
          { a: undefined, constructor: 1, ['__proto__']: 2 },
          /a+/gi,
          new RangeError('an error', { cause }),
        ];

        const stage = world.open(new AsyncEcho());
        const returned = (await stage.value(...values)) as unknown[];
        const [invalidDate] = (await stage.value(new Date(Number.NaN))) as unknown[];

        assert.deepEqual(returned, values);
        assert.equal(String(invalidDate), 'Invalid Date');
        assert.ok(!(1 in (returned[8] as unknown[])), 'The hole was filled.');
      },
    },
    {
      name: 'carries 32 MiB',
      async run(world) {
        const { HugeReturner } = await import('../../fixtures/workers/values.js');
        const { text, bytes } = (await world.open(new HugeReturner()).value(1 << 25)) as {
          text: string;
          bytes: Uint8Array;
        };

        assert.equal(text.length, 1 << 24);
        assert.equal(bytes.length, 1 << 24);
        assert.equal(bytes.at(-1), 7);
      },
    },
    {
      name: 'makes its instance with the arguments that the flow made the work with',
      async run(world) {
        const { Configured } = await import('../../fixtures/workers/values.js');
        const work = new Configured(3, ['first']);

        const returned = await world.open(work).value(14);

        assert.deepEqual(returned, { value: 42, names: ['first'] });
      },
    },
    {
      name: 'runs one job after the other on one instance',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());

        const executions: unknown[] = [];
        for (let job = 0; job < 5; job++)
          executions.push(((await stage.value()) as { executions: number }).executions);

        assert.deepEqual(executions, [1, 2, 3, 4, 5]);
      },
    },
    {
      name: 'takes the next job on in the onEnd of the last one',
      async run(world) {
        const { Counter } = await import('../../fixtures/workers/counter.js');
        const stage = world.open(new Counter());
        const first = stage.start();

        const second = await first.ended.then(() => stage.value());

        assert.deepEqual(second, { count: 2, executions: 2 });
      },
    },
  ],
};

/** What workers do that an executor on the app's own thread need not. */
export const crossing: CheckGroup = {
  name: 'crossing',
  checks: [
    {
      name: 'does not share arguments with the caller',
      async run(world) {
        const { Scribbler } = await import('../../fixtures/workers/values.js');
        const rows = [1, 2];

        const length = await world.open(new Scribbler()).value(rows);

        assert.equal(length, 3);
        assert.deepEqual(rows, [1, 2]);
      },
    },
    {
      name: 'refuses an argument that cannot cross, names it, and goes on',
      async run(world) {
        const { AsyncEcho } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new AsyncEcho());

        const error = await stage.start(1, { client: { send: () => 0 } }).error('invalid');
        const after = await stage.value('next');

        assertError(error, 'WORKLOOP_UNCROSSABLE_VALUE', /args\[1\]\.client\.send/);
        assert.deepEqual(after, ['next']);
      },
    },
    {
      name: 'refuses a result that cannot cross, names where it is, and goes on',
      async run(world) {
        const { FunctionReturner, SocketReturner } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new FunctionReturner());

        assertError(await stage.start().error('invalid'), 'WORKLOOP_INVALID_RESULT', /model\.layers\[1\]/);
        assertError(await stage.start().error('invalid'), 'WORKLOOP_INVALID_RESULT', /model\.layers\[1\]/);
        const socket = await world.open(new SocketReturner()).start().error('invalid');
        assertError(socket, 'WORKLOOP_INVALID_RESULT', /socket/);
      },
    },
    {
      name: 'refuses arguments above maxArgumentBytes',
      async run(world) {
        const { AsyncEcho } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new AsyncEcho(), { maxArgumentBytes: 10_000 });

        const text = await stage.start('x'.repeat(20_000)).error('invalid');
        const bytes = await stage.start(new Uint8Array(20_000)).error('invalid');
        const after = await stage.value('small');

        assertError(text, undefined, /maxArgumentBytes/);
        assertError(bytes, undefined, /maxArgumentBytes/);
        assert.deepEqual(after, ['small']);
      },
    },
    {
      name: 'refuses a result above maxResultBytes',
      async run(world) {
        const { HugeReturner } = await import('../../fixtures/workers/values.js');
        const stage = world.open(new HugeReturner(), { maxResultBytes: 10_000 });

        const error = await stage.start(40_000).error('invalid');
        const after = await stage.value(100);

        assertError(error, 'WORKLOOP_INVALID_RESULT', /maxResultBytes/);
        assert.equal((after as { text: string }).text.length, 50);
      },
    },
  ],
};

/** What a body throws. */
export const errors: CheckGroup = {
  name: 'errors',
  checks: [
    ...((['error', 'rejection'] as const).map((thrown) => ({
      name: `keeps name, code, message, stack, cause and own fields of an error (${thrown})`,
      async run(world) {
        const { QuotaError, Thrower } = await import('../../fixtures/workers/errors.js');
        const error = (await world.open(new Thrower()).start(thrown).error('threw')) as InstanceType<
          typeof QuotaError
        >;

        assert.equal(error.name, 'QuotaError');
        assert.equal(error.code, 'QUOTA');
        assert.equal(error.message, 'over the quota');
        assert.deepEqual(error.limits, { used: 11, allowed: 10 });
        assert.match(error.stack ?? '', /errors\.[jt]s/);
        assert.ok(error instanceof Error);
        assert.ok(error.cause instanceof TypeError);
        assert.equal(error.cause.message, 'the cause');
      },
    })) satisfies CheckGroup['checks']),
    {
      name: 'keeps the errors of an AggregateError',
      async run(world) {
        const { Thrower } = await import('../../fixtures/workers/errors.js');
        const error = await world.open(new Thrower()).start('aggregate').error('threw');

        const { message, errors: inner } = error as AggregateError;
        assert.equal(message, 'several at once');
        assert.deepEqual(
          inner.map(({ message: text }: Error) => text),
          ['first', 'over the quota'],
        );
      },
    },
    {
      name: 'keeps what is thrown and is no error',
      async run(world) {
        const { Thrower } = await import('../../fixtures/workers/errors.js');
        const stage = world.open(new Thrower());

        assert.equal(await stage.start('string').error('threw'), 'only a text');
        assert.equal(await stage.start('undefined').error('threw'), undefined);
      },
    },
    {
      name: 'tells of errors that nobody could carry or even look at, and goes on',
      async run(world) {
        const { Thrower } = await import('../../fixtures/workers/errors.js');
        const stage = world.open(new Thrower());

        const unserialisable = (await stage.start('unserialisable').error('threw')) as Error;
        const hostile = await stage.start('hostile').ended;
        const after = (await stage.start('error').error('threw')) as Error;

        assert.equal(unserialisable.message, 'holds a function');
        assert.equal(unserialisable.name, 'QuotaError');
        assert.equal(hostile.kind, 'threw');
        assert.equal(after.message, 'over the quota');
      },
    },
  ],
};

/** Asserts a code, where one is given, and what a message says. */
export function assertError(error: unknown, code: string | undefined, message: RegExp): void {
  const { code: actual, message: text } = error as { code?: string; message: string };
  if (code !== undefined) assert.equal(actual, code, text);
  assert.match(text, message);
}
