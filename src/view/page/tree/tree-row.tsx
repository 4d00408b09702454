import { useRef } from 'preact/hooks';
import type { ComponentInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { select, selectedPath } from '../data/selection.js';
import { formatDuration } from '../format/duration.js';
import { formatShare, formatShortCount } from '../format/number.js';
import { CurrentStatus, statusOf } from '../shell/current-status.js';
import { Icon } from '../shell/icon.js';
import { useFocusHandover } from '../shell/use-focus-handover.js';
import type { TreeNode } from './tree-model.js';
import { collapsed, setCollapsed, treeFilter } from './tree-state.js';

export interface TreeRowProps {
  readonly node: TreeNode;
  /** Whether the tab key comes here. */
  readonly isActive: boolean;
  readonly onFocus: () => void;
}

/** One component in the tree: its status, and for works how long the last execution took and how often it was a hit. */
export function TreeRow({ node, isActive, onFocus }: TreeRowProps) {
  const component = usePage().store.component(node.path);
  const element = useRef<HTMLDivElement>(null);
  useFocusHandover(element, () => document.querySelector<HTMLElement>('.tree [tabindex="0"]'));
  if (component === undefined) return null;
  const isFiltered = treeFilter.value.trim() !== '';
  const isExpanded = node.hasChildren ? isFiltered || !collapsed.value.has(node.path) : undefined;
  const isSelected = selectedPath.value === node.path;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows.
    <div
      ref={element}
      class="tree-row"
      role="treeitem"
      aria-level={node.depth + 1}
      aria-posinset={node.position}
      aria-setsize={node.siblings}
      aria-expanded={isExpanded}
      aria-selected={isSelected}
      data-path={node.path}
      tabIndex={isActive ? 0 : -1}
      style={{ paddingLeft: `${8 + node.depth * 14}px` }}
      title={`${node.path} (${component.className})`}
      onClick={() => select(node.path)}
      onFocus={onFocus}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys do the same. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the mouse alone. */}
      <span
        class={node.hasChildren ? `twisty ${isExpanded ? 'open' : ''}` : 'twisty none'}
        onClick={(event) => {
          if (!node.hasChildren) return;
          event.stopPropagation();
          setCollapsed(node.path, isExpanded === true);
        }}
      >
        <Icon name="chevron" />
      </span>
      {component.kind === 'work' ? (
        <CurrentStatus name={statusOf(component)} />
      ) : (
        <span class="status flow-mark">
          <Icon name="flow" />
          <span class="unseen">flow</span>
        </span>
      )}
      <span class="tree-label">{node.label}</span>
      {component.kind === 'work' && <WorkFigures work={component} />}
    </div>
  );
}

/** Beside each figure stands what it is, for who does not see the heads of the columns. */
function WorkFigures({ work }: { readonly work: ComponentInfo }) {
  const { queue = 0, hits = 0, executions = 0, lastDurationMs } = work;
  return (
    <>
      <span class="tree-queue">
        {queue > 0 && (
          <span class="badge">
            {formatShortCount(queue)}
            <span class="unseen"> in the queue,</span>
          </span>
        )}
      </span>
      <span class="tree-figure">
        <span class="unseen">last </span>
        {lastDurationMs === undefined ? '–' : formatDuration(lastDurationMs)}
        <span class="unseen">, hits </span>
      </span>
      <span class="tree-figure share">{formatShare(hits, hits + executions)}</span>
    </>
  );
}
