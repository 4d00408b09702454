import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** When an element goes away that the focus is in, what comes next has it: who uses the keyboard does not begin anew. */
export function useFocusHandover(
  element: RefObject<HTMLElement | null>,
  next: () => HTMLElement | null | undefined,
): void {
  useLayoutEffect(
    () => () => {
      if (!element.current?.contains(document.activeElement)) return;
      // It is still there; what takes its place comes with the same turn.
      queueMicrotask(() => next()?.focus());
    },
    [],
  );
}
