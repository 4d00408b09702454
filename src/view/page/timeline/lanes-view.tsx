import { batch, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { theme } from '../data/preferences.js';
import { select, selectCall, selectedCall, selectedPath } from '../data/selection.js';
import { useSize } from '../list/use-size.js';
import { drawLanes } from './draw-lanes.js';
import { drawRuler, RULER_HEIGHT, type RulerScene } from './draw-ruler.js';
import { callAt, hitsAt, laneAt, passAt } from './find-call.js';
import { knownFrom } from './known-from.js';
import { LaneNames } from './lane-names.js';
import type { LaneScene } from './lane-scene.js';
import { type Lane, laneLayout } from './lanes.js';
import { paintOn } from './paint-on.js';
import { type Palette, readPalette } from './palette.js';
import { useTimelineKeys } from './timeline-keys.js';
import type { TimelineState } from './timeline-state.js';
import { describeLanes, summarize } from './timeline-summary.js';
import { Tip } from './tip.js';
import { type Place, useDragAndWheel } from './use-drag-and-wheel.js';

/** It goes through all calls, and nobody listens all the time. */
const DESCRIBED_EVERY_MS = 2_000;

export interface LanesViewProps {
  readonly lanes: readonly Lane[];
  readonly state: TimelineState;
}

/** The lanes themselves: a canvas of the size of what is in sight, on top of which the names scroll. */
export function LanesView({ lanes, state }: LanesViewProps) {
  const { store } = usePage();
  const whole = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ruler = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(scroller);
  const layout = laneLayout(width, height, lanes.length);
  const paths = useMemo(() => lanes.map(({ path }) => path), [lanes]);
  const isEmpty = useSignal(false);
  const palette = useRef<Palette>(undefined);
  const pointer = useRef<Place>(undefined);
  const rulerPointer = useRef<number>(undefined);

  const currentPalette = (): Palette => {
    palette.current ??= readPalette(scroller.current!);
    return palette.current;
  };
  const scene = (): LaneScene => ({
    store,
    palette: currentPalette(),
    range: state.range(),
    nowMs: store.nowMs(),
    goesOn: store.goesOn.value,
    startedAtMs: store.app.peek()?.startedAtMs ?? store.nowMs(),
    known: knownFrom(store),
    lanes: paths,
    width,
    height,
    scrollTop: scroller.current?.scrollTop ?? 0,
    selectedPath: selectedPath.value,
    selectedCall: selectedCall.value,
    hovered: state.hovered.value,
    ...layout,
  });

  const rulerScene = (): RulerScene => ({ ...scene(), passes: store.passes.peek() });

  /** What is under the pointer is another call also when the drawing moves. */
  const look = (drawn: LaneScene): void => {
    const at = pointer.current;
    const hits = at && hitsAt(drawn, at.x, at.y);
    const before = state.hoveredHits.peek();
    batch(() => {
      state.hovered.value = at && hits === undefined ? callAt(drawn, at.x, at.y)?.id : undefined;
      if (hits?.atMs !== before?.atMs || hits?.count !== before?.count) state.hoveredHits.value = hits;
    });
  };

  const lookAtRuler = (drawn: RulerScene): void => {
    const { current: x } = rulerPointer;
    state.hoveredPass.value = x === undefined ? undefined : passAt(drawn, x);
  };

  const paint = (): void => {
    if (width === 0 || canvas.current === null || ruler.current === null) return;
    look(scene());
    const drawn = scene();
    paintOn(canvas.current, width, height, (context) => drawLanes(context, drawn));
    const drawnRuler = rulerScene();
    lookAtRuler(drawnRuler);
    paintOn(ruler.current, width, RULER_HEIGHT, (context) => drawRuler(context, drawnRuler));
  };
  const repaint = useAnimationFrame(paint);

  useSignalEffect(() => {
    // Reading them subscribes; what is drawn is read when it is drawn.
    for (const { value } of [store.callsVersion, store.hitsVersion, store.passes, store.goesOn]) void value;
    void state.moment.value;
    for (const { value } of [state.fixed, state.spanMs, state.hovered, selectedCall, selectedPath])
      void value;
    repaint();
  });
  useSignalEffect(() => {
    void theme.value;
    palette.current = undefined;
    repaint();
  });
  useEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const forget = (): void => {
      palette.current = undefined;
      repaint();
    };
    scheme.addEventListener('change', forget);
    return () => scheme.removeEventListener('change', forget);
  }, [repaint]);
  useEffect(repaint, [repaint, width, height, paths]);

  useEffect(() => {
    const describe = (): void => {
      const range = state.range();
      const summary = summarize(store, paths, range);
      canvas.current?.setAttribute('aria-label', describeLanes(summary, paths.length, range));
      isEmpty.value = summary.length === 0 && store.calls.all.length > 0;
    };
    describe();
    const timer = setInterval(describe, DESCRIBED_EVERY_MS);
    return () => clearInterval(timer);
  }, [store, state, paths, isEmpty]);

  useDragAndWheel(scroller, state, scene, {
    onClick: (x, y) => {
      const drawn = scene();
      const call = callAt(drawn, x, y);
      if (call !== undefined) selectCall(call.path, call.id);
      else select(laneAt(drawn, y));
    },
    onHover: (at) => {
      pointer.current = at;
      look(scene());
    },
  });
  const onKeyDown = useTimelineKeys(state, paths, scroller, layout.laneHeight);

  return (
    <div class="lanes-view" ref={whole}>
      <div
        class="ruler"
        aria-hidden="true"
        onPointerMove={({ offsetX }) => {
          rulerPointer.current = offsetX;
          lookAtRuler(rulerScene());
        }}
        onPointerLeave={() => {
          rulerPointer.current = undefined;
          state.hoveredPass.value = undefined;
        }}
      >
        <canvas ref={ruler} height={RULER_HEIGHT} />
      </div>
      <div
        ref={scroller}
        class="lanes"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by keys, as the description says.
        tabIndex={0}
        role="application"
        aria-roledescription="timeline"
        aria-label="Timeline of calls, one lane for each work"
        aria-describedby="timeline-keys"
        onKeyDown={onKeyDown}
        onScroll={repaint}
      >
        <div class="lanes-space" style={{ height: `${lanes.length * layout.laneHeight}px` }}>
          <canvas ref={canvas} class="lanes-canvas" role="img" aria-label="Timeline" />
          <LaneNames lanes={lanes} layout={layout} scroller={scroller} />
        </div>
      </div>
      {isEmpty.value && (
        <p class="empty over">
          Nothing was executed or hit in this part of time.{' '}
          <button type="button" class="link" onClick={() => state.fit()}>
            Show everything
          </button>
        </p>
      )}
      <Tip state={state} within={whole} />
    </div>
  );
}

/** A function that paints with the next frame, however often it is called before. */
function useAnimationFrame(paint: () => void): () => void {
  const current = useRef(paint);
  current.current = paint;
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useMemo(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => current.current());
    },
    [],
  );
}
