import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { select, selectedPath } from '../data/selection.js';
import { counted } from '../format/number.js';
import { VirtualList } from '../list/virtual-list.js';
import { SearchBox } from '../shell/search-box.js';
import { moveOf } from './tree-keys.js';
import { shownNodes, treeOf } from './tree-model.js';
import { TreeRow } from './tree-row.js';
import { collapsed, setCollapsed, treeFilter } from './tree-state.js';

const ROW_HEIGHT = 28;

/** All flows and works of the app, with a filter; selecting one shows its details. */
export function Tree({ splitter }: { readonly splitter: ComponentChildren }) {
  const { store } = usePage();
  const nodes = useComputed(() => treeOf(store.order.value));
  const shown = useComputed(() => shownNodes(nodes.value, collapsed.value, treeFilter.value));
  const [focused, setFocused] = useState<string>();
  const container = useRef<HTMLDivElement>(null);

  const rows = shown.value;
  const rowOf = (path: string | undefined): number => rows.findIndex((node) => node.path === path);
  const active = [rowOf(focused), rowOf(selectedPath.value), 0].find((row) => row >= 0)!;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((container.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const move = moveOf(event.key, rows, active, collapsed.peek(), page);
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === 'focus') focus(rows[move.row]!.path);
    else if (move.kind === 'select') select(move.path);
    else setCollapsed(move.path, move.kind === 'collapse');
  };
  const focus = (path: string): void => {
    setFocused(path);
    // The row may come into the document only now.
    requestAnimationFrame(() =>
      container.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus(),
    );
  };

  return (
    <nav class="tree-side" aria-label="Components">
      <div class="tree-pane pane" ref={container}>
        <TreeFilter shown={rows.length} all={nodes.value.length} />
        <div class="tree-columns" aria-hidden="true">
          <span class="tree-column-name">Component</span>
          <span class="tree-figure">last</span>
          <span class="tree-figure share">hits</span>
        </div>
        {rows.length === 0 && <p class="empty">No component matches.</p>}
        <VirtualList
          count={rows.length}
          rowHeight={ROW_HEIGHT}
          active={active}
          keyOf={(row) => rows[row]?.path ?? row}
          render={(row) => {
            const node = rows[row]!;
            return <TreeRow node={node} isActive={row === active} onFocus={() => setFocused(node.path)} />;
          }}
          attributes={{ role: 'tree', 'aria-label': 'Flows and works', class: 'tree', onKeyDown }}
        />
      </div>
      {splitter}
    </nav>
  );
}

function TreeFilter({ shown, all }: { readonly shown: number; readonly all: number }) {
  return (
    <div class="tree-head">
      <button
        type="button"
        class="whole-app"
        aria-pressed={selectedPath.value === undefined}
        onClick={() => select(undefined)}
      >
        Whole app
      </button>
      <SearchBox
        id="component-filter"
        label="Filter components"
        value={treeFilter.value}
        onInput={(text) => {
          treeFilter.value = text;
        }}
      />
      <span class="unseen" role="status">
        {treeFilter.value === '' ? '' : `${counted(shown, 'component')} of ${all}`}
      </span>
    </div>
  );
}
