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
  const { x, charts } = useMemo(() => {
    const line = (label: string, figureOf: (point: (typeof points)[number]) => number | undefined) => ({
      label,
      values: points.map((point) => figureOf(point) ?? null),
    });
    return {
      x: points.map(({ atMs }) => atMs),
      charts: [
        {
          label: 'Executions and hits per second',
          lines: [
            line('Executions', ({ executions }) => executions),
            line('Hits', ({ hits }) => hits),
            line('Failures', ({ failures }) => failures),
          ],
          format: formatShortCount,
        },
        {
          label: 'Durations of executions',
          lines: [line('p50', ({ p50Ms }) => p50Ms), line('p95', ({ p95Ms }) => p95Ms)],
          format: formatDuration,
        },
        {
          label: 'Memory of the app',
          lines: [
            line('Heap', ({ heapBytes }) => heapBytes),
            line('Resident', ({ residentBytes }) => residentBytes),
          ],
          format: formatBytes,
        },
      ],
    };
  }, [points]);
  if (points.length === 0) return <p class="empty">The first second is not over yet.</p>;
  return (
    <ScrollRegion label="Charts" class="scroll charts">
      {charts.map((chart) => (
        <figure key={chart.label}>
          <figcaption>{chart.label}</figcaption>
          <SeriesChart {...chart} x={x} isTime height={HEIGHT} />
        </figure>
      ))}
    </ScrollRegion>
  );
}
