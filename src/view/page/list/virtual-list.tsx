import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useSize } from './use-size.js';
import { rowOf, rowsInSight, scrollTopFor } from './virtual-window.js';

export interface VirtualListProps {
  readonly count: number;
  readonly rowHeight: number;
  /** Tells rows apart, also when others come before them. */
  readonly keyOf: (row: number) => string | number;
  readonly render: (row: number) => ComponentChildren;
  /** A row that is there also when it is out of sight, and is brought into sight when it becomes another one. */
  readonly active?: number;
  /** Whether the list stays at its end as rows are added. */
  readonly isFollowing?: boolean;
  /** Told when a person scrolls away from the end, or back to it. */
  readonly onFollow?: (isAtEnd: boolean) => void;
  /** The last rows are near to being in sight. */
  readonly onNearEnd?: (() => void) | undefined;
  /** Of the scrolling element. */
  readonly attributes: HTMLAttributes<HTMLDivElement>;
}

/** A list of rows of one height, of which only those in sight are in the document. */
export function VirtualList(props: VirtualListProps) {
  const { count, rowHeight, keyOf, render, active = -1, isFollowing = false } = props;
  const element = useRef<HTMLDivElement>(null);
  const { height } = useSize(element);
  const [scrollTop, setScrollTop] = useState(0);
  const { first, end } = rowsInSight(count, rowHeight, scrollTop, height);

  useKeptPlace(element, props, scrollTop);

  useEffect(() => {
    if (element.current === null || active < 0 || height === 0) return;
    element.current.scrollTop = scrollTopFor(active, rowHeight, element.current.scrollTop, height);
  }, [active < 0 ? undefined : keyOf(active), height]);

  useLayoutEffect(() => {
    if (isFollowing && element.current !== null) element.current.scrollTop = count * rowHeight;
  });

  useEffect(() => {
    if (height > 0 && end >= count) props.onNearEnd?.();
  }, [end, count, height, props.onNearEnd]);

  const rows = Array.from({ length: end - first }, (_, i) => first + i);
  if (active >= 0 && active < count && active < first) rows.unshift(active);
  if (active >= 0 && active < count && active >= end) rows.push(active);

  return (
    <div
      {...props.attributes}
      ref={element}
      class={`virtual ${props.attributes.class ?? ''}`}
      onScroll={({ currentTarget }) => {
        setScrollTop(currentTarget.scrollTop);
        const { scrollHeight, clientHeight } = currentTarget;
        props.onFollow?.(scrollHeight - currentTarget.scrollTop - clientHeight < rowHeight);
      }}
    >
      <div class="virtual-space" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {rows.map((row) => (
          <div
            key={keyOf(row)}
            class="virtual-row"
            role="presentation"
            style={{ top: `${row * rowHeight}px`, height: `${rowHeight}px` }}
          >
            {render(row)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Rows put in before those in sight do not push them away, and those taken out there do not draw them on. */
function useKeptPlace(
  element: { current: HTMLDivElement | null },
  props: VirtualListProps,
  scrollTop: number,
) {
  const { count, rowHeight, keyOf, isFollowing } = props;
  const before = useRef<{ readonly row: number; readonly key: string | number } | undefined>(undefined);
  useLayoutEffect(() => {
    const { current } = element;
    const { row, key } = before.current ?? { row: 0, key: '' };
    if (current !== null && current.scrollTop > 0 && before.current !== undefined && isFollowing !== true) {
      const now = rowOf(key, row, count, keyOf);
      if (now !== undefined && now !== row) current.scrollTop += (now - row) * rowHeight;
    }
    const top = Math.floor((current?.scrollTop ?? scrollTop) / rowHeight);
    before.current = top < count ? { row: top, key: keyOf(top) } : undefined;
  });
}
