import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { LaneScene } from './lane-scene.js';
import { scaleOf, spanOf } from './range.js';
import type { TimelineState } from './timeline-state.js';

/** What the pointer does beside moving the timeline. */
export interface PointerHandlers {
  readonly onClick: (x: number, y: number) => void;
  /** `undefined` when it has left. */
  readonly onHover: (at: { readonly x: number; readonly y: number } | undefined) => void;
}

/** A drag begins after so many pixels; before that it is a click. */
const DRAG_FROM = 4;
const ZOOM_PER_PIXEL = 1.0016;

/**
 * Dragging pans, the wheel zooms where the pointer is, and pans when it turns sideways or with Shift. Over the names the
 * wheel scrolls the lanes, as anywhere else.
 */
export function useDragAndWheel(
  scroller: RefObject<HTMLDivElement | null>,
  state: TimelineState,
  scene: () => LaneScene,
  handlers: PointerHandlers,
): void {
  const latest = useRef({ scene, handlers });
  latest.current = { scene, handlers };
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const listening = new AbortController();
    const listen = { signal: listening.signal };
    let drag: { x: number; y: number; hasMoved: boolean } | undefined;

    const placeOf = (event: MouseEvent) => {
      const box = current.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const msPerPixel = (): number => {
      const { range, width, gutter } = latest.current.scene();
      return spanOf(range) / (width - gutter);
    };

    current.addEventListener(
      'wheel',
      (event) => {
        const { x } = placeOf(event);
        const { range, width, gutter } = latest.current.scene();
        if (x < gutter) return;
        event.preventDefault();
        const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          state.pan(sideways * msPerPixel());
        } else {
          state.zoom(ZOOM_PER_PIXEL ** event.deltaY, scaleOf(range, gutter, width - gutter).timeAt(x));
        }
      },
      { ...listen, passive: false },
    );
    current.addEventListener(
      'pointerdown',
      (event) => {
        const { x, y } = placeOf(event);
        if (event.button === 0 && isOnLanes(event, current, x)) drag = { x, y, hasMoved: false };
      },
      listen,
    );
    current.addEventListener(
      'pointermove',
      (event) => {
        const { x, y } = placeOf(event);
        if (drag === undefined) {
          latest.current.handlers.onHover(isOnLanes(event, current, x) ? { x, y } : undefined);
          return;
        }
        if (!drag.hasMoved && Math.hypot(x - drag.x, y - drag.y) < DRAG_FROM) return;
        if (!drag.hasMoved) current.setPointerCapture(event.pointerId);
        state.pan((drag.x - x) * msPerPixel());
        if (event.pointerType === 'mouse') current.scrollTop += drag.y - y;
        drag = { x, y, hasMoved: true };
        latest.current.handlers.onHover(undefined);
      },
      listen,
    );
    current.addEventListener(
      'pointerup',
      () => {
        if (drag !== undefined && !drag.hasMoved) latest.current.handlers.onClick(drag.x, drag.y);
        drag = undefined;
      },
      listen,
    );
    const leave = (): void => {
      drag = undefined;
      latest.current.handlers.onHover(undefined);
    };
    current.addEventListener('pointercancel', leave, listen);
    current.addEventListener('pointerleave', leave, listen);
    return () => listening.abort();
  }, [scroller, state]);
}

/** Not on a name, nor on the scroll bar. */
function isOnLanes(event: Event, lanes: HTMLElement, x: number): boolean {
  const isOnName = event.target instanceof Element && event.target.closest('.lane-name') !== null;
  return !isOnName && x < lanes.clientWidth;
}
