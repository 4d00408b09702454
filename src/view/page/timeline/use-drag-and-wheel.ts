import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { LaneScene } from './lane-scene.js';
import { type Pinch, pinchOf } from './pinch.js';
import { scaleOf, spanOf } from './range.js';
import type { TimelineState } from './timeline-state.js';
import { wheelMove } from './wheel-move.js';

/** In pixels from the top left corner of the lanes in sight. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the pointer does beside moving the timeline. */
export interface PointerHandlers {
  readonly onClick: (x: number, y: number) => void;
  /** `undefined` when it has left. */
  readonly onHover: (at: Place | undefined) => void;
}

/** A drag begins after so many pixels; before that it is a click. */
const DRAG_FROM = 4;

/**
 * Dragging pans, two fingers zoom where they are, and so does the wheel, which pans when it turns sideways or with Shift.
 * Over the names the wheel scrolls the lanes, as anywhere else.
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
    /** The pointers that are down, each where it is. */
    const held = new Map<number, Place>();
    let hasMoved = false;

    const placeOf = (event: MouseEvent): Place => {
      const box = current.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const timeAt = (x: number): number => {
      const { range, width, gutter } = latest.current.scene();
      return scaleOf(range, gutter, width - gutter).timeAt(x);
    };
    const panBy = (pixels: number): void => {
      const { range, width, gutter } = latest.current.scene();
      state.pan((pixels * spanOf(range)) / (width - gutter));
    };
    const pinch = ({ factor, atX, movedBy }: Pinch): void => {
      panBy(-movedBy);
      state.zoom(factor, timeAt(atX));
    };

    current.addEventListener(
      'wheel',
      (event) => {
        const { x } = placeOf(event);
        if (x < latest.current.scene().gutter) return;
        event.preventDefault();
        const move = wheelMove(event);
        if (move.kind === 'pan') panBy(move.pixels);
        else state.zoom(move.factor, timeAt(x));
      },
      { ...listen, passive: false },
    );
    current.addEventListener(
      'pointerdown',
      (event) => {
        const place = placeOf(event);
        if (event.button !== 0 || !isOnLanes(event, current, place.x)) return;
        held.set(event.pointerId, place);
        hasMoved = held.size > 1;
      },
      listen,
    );
    current.addEventListener(
      'pointermove',
      (event) => {
        const { pointerId } = event;
        const [before, place] = [held.get(pointerId), placeOf(event)];
        if (before === undefined) {
          latest.current.handlers.onHover(isOnLanes(event, current, place.x) ? place : undefined);
          return;
        }
        const other = [...held].find(([id]) => id !== pointerId)?.[1];
        if (other === undefined) {
          if (!hasMoved && Math.hypot(place.x - before.x, place.y - before.y) < DRAG_FROM) return;
          if (!hasMoved) current.setPointerCapture(pointerId);
          panBy(before.x - place.x);
          if (event.pointerType === 'mouse') current.scrollTop += before.y - place.y;
          hasMoved = true;
          latest.current.handlers.onHover(undefined);
        } else {
          pinch(pinchOf([before.x, other.x], [place.x, other.x]));
        }
        held.set(pointerId, place);
      },
      listen,
    );
    current.addEventListener(
      'pointerup',
      ({ pointerId }) => {
        const place = held.get(pointerId);
        held.delete(pointerId);
        if (place !== undefined && !hasMoved) latest.current.handlers.onClick(place.x, place.y);
      },
      listen,
    );
    const leave = ({ pointerId }: PointerEvent): void => {
      held.delete(pointerId);
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
