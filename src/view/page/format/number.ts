const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A count in full: `12,345`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** A count that fits a narrow column: `12,345`, `1.2M`. */
export function formatShortCount(count: number): string {
  return count < 100_000 ? whole.format(count) : short.format(count);
}

/** `1 hit`, `2 hits`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A part of a whole: `92 %`; nothing of nothing is `–`. Only the whole is `100 %`. */
export function formatShare(part: number, total: number): string {
  if (total === 0) return '–';
  const percent = (100 * part) / total;
  return `${part < total ? Math.min(99, Math.round(percent)) : 100} %`;
}

/** `812 kB`, `14.2 MB` */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${BYTE_UNITS[unit]}`;
}
