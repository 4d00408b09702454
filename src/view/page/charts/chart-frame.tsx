import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { theme } from '../data/preferences.js';
import { useSize } from '../list/use-size.js';
import { readColour } from '../shell/read-colour.js';
import { useSystemScheme } from '../shell/use-system-scheme.js';

export interface ChartFrameProps {
  /** Says what is shown, with the last values. */
  readonly label: string;
  /** x, then the values of each line. */
  readonly data: UPlot.AlignedData;
  /** Made anew where the key changes, or the theme. */
  readonly optionsKey: string;
  /** @param colour The colour of a custom property in the theme that is on. */
  readonly optionsOf: (colour: (name: string) => string) => Omit<UPlot.Options, 'width' | 'height'>;
  readonly height: number;
}

/** A chart of uPlot as a component; new data are drawn into the same one. */
export function ChartFrame({ label, data, optionsKey, optionsOf, height }: ChartFrameProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot>(undefined);
  const { width } = useSize(element);
  const latest = useRef(data);
  latest.current = data;
  const make = (): undefined | (() => void) => {
    const { current } = element;
    if (current === null || width === 0) return undefined;
    const made = new UPlot(
      { ...optionsOf((name) => readColour(current, name)), width, height },
      latest.current,
      current,
    );
    chart.current = made;
    return () => {
      made.destroy();
      chart.current = undefined;
    };
  };

  useEffect(make, [optionsKey, width > 0, height, theme.value, useSystemScheme()]);
  useEffect(() => {
    if (width > 0) chart.current?.setSize({ width, height });
  }, [width, height]);
  useEffect(() => chart.current?.setData(data), [data]);

  return (
    <div class="chart" ref={element} role="img" aria-label={label} style={{ minHeight: `${height}px` }} />
  );
}
