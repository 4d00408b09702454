import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';

export interface SplitterProps {
  readonly label: string;
  /** What part of the whole comes before it, in percent. */
  readonly part: Signal<number>;
  readonly orientation: 'horizontal' | 'vertical';
}

const [LEAST, MOST, STEP] = [15, 80, 4];

/** A line between two parts of the nearest element with `data-split`, that can be moved by pointer and by arrow keys. */
export function Splitter({ label, part, orientation }: SplitterProps) {
  const isDragging = useRef(false);
  const set = (percent: number): void => {
    part.value = Math.round(Math.min(MOST, Math.max(LEAST, percent)));
  };
  const isHorizontal = orientation === 'horizontal';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved.
    <div
      class={`splitter ${orientation}`}
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={part.value}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onPointerDown={(event) => {
        isDragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!isDragging.current) return;
        const box = event.currentTarget.closest('[data-split]')!.getBoundingClientRect();
        set(
          isHorizontal
            ? (100 * (event.clientY - box.top)) / box.height
            : (100 * (event.clientX - box.left)) / box.width,
        );
      }}
      onPointerUp={() => {
        isDragging.current = false;
      }}
      onKeyDown={(event) => {
        const by = { ArrowUp: -STEP, ArrowLeft: -STEP, ArrowDown: STEP, ArrowRight: STEP }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        set(part.value + by);
      }}
    />
  );
}
