import { useMemo } from 'preact/hooks';
import { usePage } from '../data/page-context.js';
import { formatDuration } from '../format/duration.js';
import { formatBytes, formatShortCount } from '../format/number.js';
import { ScrollRegion } from '../list/scroll-region.js';
import { SeriesChart } from './series-chart.js';

const HEIGHT = 150;

/** The last ten minutes of the app: how much it executed and did not need to, how long that took, and its memory. */
export function Charts() {
  const points = usePage().store.series.value;
  const { x, rates, durations, memory } = useMemo(() => {
    const line = (label: string, figureOf: (point: (typeof points)[number]) => number | undefined) => ({
      label,
      values: points.map((point) => figureOf(point) ?? null),
    });
    return {
      x: points.map(({ atMs }) => atMs),
      rates: [
        line('Executions', ({ executions }) => executions),
        line('Hits', ({ hits }) => hits),
        line('Failures', ({ failures }) => failures),
      ],
      durations: [line('p50', ({ p50Ms }) => p50Ms), line('p95', ({ p95Ms }) => p95Ms)],
      memory: [
        line('Heap', ({ heapBytes }) => heapBytes),
        line('Resident', ({ residentBytes }) => residentBytes),
      ],
    };
  }, [points]);
  if (points.length === 0) return <p class="empty">The first second is not over yet.</p>;
  return (
    <ScrollRegion label="Charts" class="scroll charts">
      <figure>
        <figcaption>Executions and hits per second</figcaption>
        <SeriesChart
          label="Executions and hits per second"
          x={x}
          isTime
          lines={rates}
          height={HEIGHT}
          format={formatShortCount}
        />
      </figure>
      <figure>
        <figcaption>Durations of executions</figcaption>
        <SeriesChart
          label="Durations"
          x={x}
          isTime
          lines={durations}
          height={HEIGHT}
          format={formatDuration}
        />
      </figure>
      <figure>
        <figcaption>Memory of the app</figcaption>
        <SeriesChart label="Memory" x={x} isTime lines={memory} height={HEIGHT} format={formatBytes} />
      </figure>
    </ScrollRegion>
  );
}
