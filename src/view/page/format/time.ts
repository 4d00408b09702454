/** The time of day where the page is looked at: `14:03:07`. */
export function formatTime(atMs: number): string {
  const at = new Date(atMs);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The same with milliseconds: `14:03:07.042`. */
export function formatExactTime(atMs: number): string {
  return `${formatTime(atMs)}.${String(new Date(atMs).getMilliseconds()).padStart(3, '0')}`;
}

/** Day and time: `2026-11-23 14:03:07`. */
export function formatDateTime(atMs: number): string {
  const at = new Date(atMs);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${formatTime(atMs)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
