import type { Redact } from '../../../src/ledger/why/reason.js';
import { errorInfosOf } from '../../../src/view/recorder/error-texts.js';

const infosOf = (thrown: unknown) => errorInfosOf(thrown, { redact: undefined, work: 'root.work' });

it('says that there is more behind the last cause that is told', () => {
  let error = new Error('at the bottom');
  for (let i = 1; i < 12; i++) error = new Error(`level ${i}`, { cause: error });

  const infos = infosOf(error);

  expect(infos).toHaveLength(10);
  expect(infos.filter(({ hasMore }) => hasMore)).toEqual([infos.at(-1)]);
  expect(infosOf(new Error('one', { cause: new Error('other') })).some(({ hasMore }) => hasMore)).toBe(false);
});

it('tells of several errors in one, each with its causes', () => {
  const thrown = new AggregateError(
    [new Error('one'), new TypeError('two', { cause: new Error('of two') }), 'three'],
    'all',
  );

  expect(infosOf(thrown)).toMatchObject([
    {
      name: 'AggregateError',
      message: 'all',
      errors: [
        [{ message: 'one' }],
        [{ name: 'TypeError', message: 'two' }, { message: 'of two' }],
        [{ name: 'Thrown', message: "'three'" }],
      ],
    },
  ]);
});

it('ends where errors hold each other, and where they are too many', () => {
  const circular = new AggregateError([], 'all');
  circular.errors.push(circular, new Error('one', { cause: circular }));
  const wide = (depth: number): Error =>
    depth === 0
      ? new Error('leaf')
      : new AggregateError(
          Array.from({ length: 9 }, () => wide(depth - 1)),
          `${depth}`,
        );

  expect(infosOf(circular)).toMatchObject([{ message: 'all', errors: [[{ message: 'one' }]] }]);
  expect(JSON.stringify(infosOf(wide(4))).match(/"message"/g)?.length).toBeLessThanOrEqual(30);
  expect(JSON.stringify(infosOf(wide(4)))).toContain('"hasMore":true');
});

it('has a name for an error without one', () => {
  const error = new Error('');
  error.name = '';

  expect(infosOf(error)).toMatchObject([{ name: 'Error', message: '' }]);
});

it('shows of name, code and stack what may be shown', () => {
  const error = Object.assign(new Error('no'), { name: 'hunter2', code: 'hunter3' });
  const redact: Redact = (value) => (typeof value === 'string' ? value.replace(/hunter\d/, '***') : value);

  expect(errorInfosOf(error, { redact, work: 'root.work' })).toMatchObject([
    { name: '***', code: '***', message: 'no' },
  ]);
});

it('tells no part of what is hidden where a text is cut', () => {
  const long = 'x'.repeat(3_996);
  const redact: Redact = (value, { path }) =>
    path === 'error.message' ? String(value).replace('hunter2', '***') : value;

  const [info] = errorInfosOf(new Error(`${long}hunter2`), { redact, work: 'root.work' });

  expect(info?.message).toBe(`${long}***`);
  expect(info?.stack).toBeUndefined();
});
