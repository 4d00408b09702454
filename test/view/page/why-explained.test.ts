import type { Reason } from '../../../src/ledger/why/reason.js';
import { explainWhy } from '../../../src/view/page/panel/why-explained.js';

const kinds = Object.keys({
  first: 0,
  arguments: 0,
  code: 0,
  version: 0,
  expired: 0,
  invalidated: 0,
  forced: 0,
  deleted: 0,
  uncached: 0,
  failed: 0,
  stopped: 0,
  unreadable: 0,
  notKept: 0,
  unknown: 0,
} satisfies Record<Reason['kind'], 0>);

it.each([...kinds, 'unread'])('has a sentence about %s', (kind) =>
  expect(explainWhy({ kind, changes: [] })).toMatch(/^\S.*\.$/),
);

it('says nothing of what it does not know', () => {
  const explained = ['later', 'toString', ''].map((kind) => explainWhy({ kind, changes: [] }));
  expect(explained).toEqual([undefined, undefined, undefined]);
});

it('announces differences of arguments only where there are any to see', () => {
  const change = { path: 'args[0]', before: '1', after: '2' };
  expect(explainWhy({ kind: 'arguments', changes: [change] })).toContain('This is how they differ');
  expect(explainWhy({ kind: 'arguments', changes: [] })).toContain('nothing differs');
});
