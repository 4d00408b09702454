import { useMemo } from 'preact/hooks';
import type UPlot from 'uplot';
import { ChartFrame } from './chart-frame.js';
import { lonePoints } from './lone-points.js';

export interface SeriesChartProps {
  readonly label: string;
  readonly x: readonly number[];
  /** Whether `x` are times, as milliseconds. */
  readonly isTime: boolean;
  readonly lines: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  readonly height: number;
  readonly format?: (value: number) => string;
}

/** Lines differ by their dashes too, not by their colour alone. */
const COLOURS = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5'];
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]];

/** Of the marks in the legend, as near to the dashes as borders come. */
const BORDERS = ['solid', 'dashed', 'dotted', 'dashed', 'dashed'];

/** Lines over numbers or times, with a legend that names the values. */
export function SeriesChart({ label, x, isTime, lines, height, format = plain }: SeriesChartProps) {
  const data = useMemo((): UPlot.AlignedData => {
    // uPlot has times in seconds, and wants x in order.
    const order = x.map((_, i) => i).sort((one, other) => x[one]! - x[other]!);
    const xs = order.map((i) => (isTime ? x[i]! / 1_000 : x[i]!));
    return [xs, ...lines.map(({ values }) => order.map((i) => values[i] ?? null))];
  }, [x, isTime, lines]);

  const isOverDays = x.length > 0 && x.at(-1)! - x[0]! > 24 * 3_600_000;
  const timeFormat = isOverDays ? '{YYYY}-{MM}-{DD} {HH}:{mm}' : '{HH}:{mm}:{ss}';
  const optionsOf = (colour: (name: string) => string): Omit<UPlot.Options, 'width' | 'height'> => {
    const axis: UPlot.Axis = {
      stroke: colour('dim'),
      grid: { stroke: colour('grid'), width: 1 },
      ticks: { stroke: colour('line'), width: 1, size: 4 },
      font: '11px system-ui, sans-serif',
    };
    return {
      scales: { x: { time: isTime }, y: { range: (_, low, high) => roomFor(low, high) } },
      axes: [
        { ...axis, size: 28, ...(isTime ? { values: timeLabels } : {}) },
        { ...axis, size: 64, values: (_, splits) => splits.map((value) => format(value)) },
      ],
      series: [
        isTime ? { label: 'Time', value: timeFormat } : { label: 'x' },
        ...lines.map((line, i) => ({
          label: line.label,
          stroke: colour(COLOURS[i % COLOURS.length]!),
          dash: [...DASHES[i % DASHES.length]!],
          width: 1.5,
          points: { show: false, filter: (chart: UPlot, at: number) => lonePoints(chart.data[at]!), size: 5 },
          value: (_: UPlot, value: number | null) => (value === null ? '–' : format(value)),
        })),
      ],
      cursor: { drag: { x: false, y: false }, points: { size: 6 } },
      legend: { live: true, markers: { dash: (_, at) => BORDERS[(at - 1) % BORDERS.length]! } },
      // With no pointer on it, the legend has the last values.
      hooks: { ready: [showLast], setData: [showLast], setCursor: [showLast] },
    };
  };

  const last = lines.map((line) => `${line.label} ${lastOf(line.values, format)}`).join(', ');
  return (
    <ChartFrame
      label={`${label}. Last values: ${last}.`}
      data={data}
      optionsKey={`${isTime} ${isOverDays} ${lines.map((line) => line.label).join('|')}`}
      optionsOf={optionsOf}
      height={height}
    />
  );
}

function showLast(chart: UPlot): void {
  const { length } = chart.data[0];
  if (chart.cursor.idx == null && length > 0) chart.setLegend({ idx: length - 1 });
}

const timeLabels: UPlot.Axis.Values = [
  [3_600 * 24, '{MM}-{DD}', null, null, null, null, null, null, 1],
  [3_600, '{HH}:{mm}', null, null, null, null, null, null, 1],
  [60, '{HH}:{mm}', null, null, null, null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1],
  [0.001, ':{ss}.{fff}', null, null, null, null, null, null, 1],
];

/** From nothing up where all is above it and not far from it; and never no room at all. */
function roomFor(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const from = low >= 0 && low < high * 0.7 ? 0 : low;
  const room = (high - from || Math.abs(high) || 1) * 0.08;
  return [from === 0 ? 0 : from - room, high + room];
}

function lastOf(values: readonly (number | null)[], format: (value: number) => string): string {
  const last = values.findLast((value) => value !== null);
  return last === undefined || last === null ? 'none' : format(last);
}

function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}
