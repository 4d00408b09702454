import { moveOf } from '../../../src/view/page/tree/tree-keys.js';
import { shownNodes, treeOf } from '../../../src/view/page/tree/tree-model.js';

const nodes = treeOf(['root', 'root.a', 'root.a.b', 'root.jobs.0', 'root.jobs.0.x', 'root.jobs.10']);
const none: ReadonlySet<string> = new Set();
const labels = (collapsed: ReadonlySet<string>, filter: string): string[] =>
  shownNodes(nodes, collapsed, filter).map(({ label }) => label);

describe('the tree', () => {
  it('puts each component below the nearest one above that is there', () => {
    expect(nodes.map(({ label, depth, position, siblings }) => [label, depth, position, siblings])).toEqual([
      ['root', 0, 1, 1],
      ['a', 1, 1, 3],
      ['b', 2, 1, 1],
      ['jobs.0', 1, 2, 3],
      ['x', 2, 1, 1],
      ['jobs.10', 1, 3, 3],
    ]);
  });

  it('puts those with names that are no plain words in their places too', () => {
    const strange = treeOf(['root', 'root["weird name"]', 'root.byUser["ann.b"]', 'root.byUser["ann.b"].x']);

    expect(strange.map(({ label, depth }) => [label, depth])).toEqual([
      ['root', 0],
      ['["weird name"]', 1],
      ['byUser["ann.b"]', 1],
      ['x', 2],
    ]);
  });

  it('leaves out what is below a collapsed one', () => {
    expect(labels(new Set(['root.a']), '')).toEqual(['root', 'a', 'jobs.0', 'x', 'jobs.10']);
    expect(labels(new Set(['root', 'root.a']), '')).toEqual(['root']);
  });

  it('shows what matches all words of a filter, and its owners, also below a collapsed one', () => {
    expect(labels(new Set(['root']), 'X jobs')).toEqual(['root', 'jobs.0', 'x']);
    expect(labels(none, 'a.b')).toEqual(['root', 'a', 'b']);
    expect(labels(none, 'nothing')).toEqual([]);
  });

  it('is moved through by keys as trees are', () => {
    expect(moveOf('ArrowDown', nodes, 5, none, 4)).toEqual({ kind: 'focus', row: 5 });
    expect(moveOf('PageUp', nodes, 5, none, 4)).toEqual({ kind: 'focus', row: 1 });
    expect(moveOf('ArrowLeft', nodes, 1, none, 4)).toEqual({ kind: 'collapse', path: 'root.a' });
    expect(moveOf('ArrowLeft', nodes, 4, none, 4)).toEqual({ kind: 'focus', row: 3 });
    expect(moveOf('ArrowRight', nodes, 1, new Set(['root.a']), 4)).toEqual({
      kind: 'expand',
      path: 'root.a',
    });
    expect(moveOf('ArrowRight', nodes, 1, none, 4)).toEqual({ kind: 'focus', row: 2 });
    expect(moveOf('Enter', nodes, 2, none, 4)).toEqual({ kind: 'select', path: 'root.a.b' });
    expect(moveOf('q', nodes, 2, none, 4)).toBeUndefined();
  });
});
