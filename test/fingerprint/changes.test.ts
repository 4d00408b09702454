import { compareReaches, describeChange } from '../../src/fingerprint/changes.js';

const reached = (text: string) =>
  text.split(' ').map((one) => ({ name: String(one.split(':')[0]), digest: String(one.split(':')[1]) }));

test('says what changed, then what was added, then what was removed', () => {
  const changes = compareReaches(
    reached('some:1.0.0 src/a.ts#gone:1 src/clean.ts#parse:1 src/same.ts#x:1'),
    reached('some:1.0.1 src/b.ts#new:1 src/clean.ts#parse:2 src/same.ts#x:1'),
  );
  expect(changes).toEqual([
    { kind: 'changed', name: 'some', before: '1.0.0', after: '1.0.1' },
    { kind: 'changed', name: 'src/clean.ts#parse', before: '1', after: '2' },
    { kind: 'added', name: 'src/b.ts#new', after: '1' },
    { kind: 'removed', name: 'src/a.ts#gone', before: '1' },
  ]);
  expect(changes.map(describeChange)).toEqual([
    'some changed',
    'src/clean.ts#parse changed',
    'src/b.ts#new added',
    'src/a.ts#gone removed',
  ]);
});

test('says nothing of equal lists', () => {
  expect(compareReaches(reached('a:1 b:2'), reached('a:1 b:2'))).toEqual([]);
});
