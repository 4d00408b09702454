import { LIMITS } from '../../../src/view/server/limits.js';
import { readAction } from '../../../src/view/server/routes/read-action.js';

it.each([
  { action: 'run' },
  { action: 'invalidateAll' },
  { action: 'retry', path: 'root.work' },
  { action: 'force', id: 1 },
  { action: 'invalidate', path: 'root.work', args: [] },
])('%#: takes an action as it is', (action) => {
  expect(readAction(action)).toEqual(action);
});

it.each<[unknown, RegExp]>([
  [[], /is an object/],
  [null, /is an object/],
  ['run', /is an object/],
  [{}, /has to be the name/],
  [{ action: 1 }, /has to be the name/],
  [{ action: 'toString' }, /no such action/],
  [{ action: 'run', path: 'root' }, /takes nothing/],
  [{ action: 'retry' }, /takes the `path`/],
  [{ action: 'retry', path: '' }, /takes the `path`/],
  [{ action: 'retry', path: 1 }, /takes the `path`/],
  [{ action: 'retry', path: 'x'.repeat(LIMITS.text.path + 1) }, /takes the `path`/],
  [{ action: 'retry', path: 'root.work', args: [] }, /takes the `path`/],
  [{ action: 'force', id: 0 }, /takes the `id`/],
  [{ action: 'force', id: 1.5 }, /takes the `id`/],
  [{ action: 'force', id: 2 ** 53 }, /takes the `id`/],
  [{ action: 'force', id: '1' }, /takes the `id`/],
  [{ action: 'force', id: 1, path: 'root.work' }, /takes the `id`/],
  [{ action: 'force', id: 1, path: 'root.work', args: [] }, /takes the `id`/],
  [{ action: 'force', path: 'root.work' }, /takes the `id`/],
  [{ action: 'force', path: '', args: [] }, /takes the `id`/],
  [{ action: 'force', path: 'root.work', args: {} }, /takes the `id`/],
])('%#: refuses what is none', (body, message) => {
  expect(() => readAction(body)).toThrow(
    expect.objectContaining({ status: 400, message: expect.stringMatching(message) }),
  );
});
