const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration as two units at most: `0.4 ms`, `412 ms`, `3.41 s`, `2 min 05 s`, `3 h 12 min`, `4 d 3 h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return '0 ms';
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${(ms / SECOND).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / SECOND).toFixed(1)} s`;
  const seconds = Math.round(ms / SECOND) * SECOND;
  if (seconds < HOUR) return twoUnits(seconds, MINUTE, 'min', SECOND, 's');
  if (seconds < DAY) return twoUnits(seconds, HOUR, 'h', MINUTE, 'min');
  return twoUnits(seconds, DAY, 'd', HOUR, 'h');
}

/** A duration that runs on a clock: `0:07`, `12:40`, `3:02:11`, `2 d 3:02:11`. */
export function formatUptime(ms: number): string {
  const total = Math.max(0, Math.floor(ms / SECOND));
  const [days, hours, minutes, seconds] = [
    Math.floor(total / 86_400),
    Math.floor(total / 3_600) % 24,
    Math.floor(total / 60) % 60,
    total % 60,
  ] as const;
  const end = `${two(seconds)}`;
  if (days > 0) return `${days} d ${hours}:${two(minutes)}:${end}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${end}` : `${minutes}:${end}`;
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  const whole = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${two(rest)} ${smallName}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
