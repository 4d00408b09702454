/** What a README says that a command prints. */
export interface OutputPromise {
  readonly command: string;
  readonly stdout: string;
  /** Empty where the README shows none. */
  readonly stderr: string;
}

/**
 * Reads the promises of a README: a fence marked `sh` with one command, then a fence marked `text` with its output, and
 * possibly one marked `text stderr`.
 */
export function promisesIn(readme: string): OutputPromise[] {
  const promises: { command: string; stdout?: string; stderr?: string }[] = [];
  for (const { info, body } of fencesIn(readme)) {
    const last = promises.at(-1);
    if (info === 'sh') promises.push({ command: body.trim() });
    if (info === 'text' && last !== undefined) last.stdout ??= body;
    if (info === 'text stderr' && last !== undefined) last.stderr ??= body;
  }
  return promises.flatMap(({ command, stdout, stderr = '' }) =>
    stdout === undefined ? [] : [{ command, stdout, stderr }],
  );
}

/** The fenced blocks of a Markdown text, in order. */
export function fencesIn(markdown: string): { info: string; body: string }[] {
  return [...markdown.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(([, info = '', body = '']) => ({
    info: info.trim(),
    body,
  }));
}

/** What an app says at its start where it has a view; the port is the next free one. */
const STARTED = 'INFO: Your app has started. View it in your browser: http://127.0.0.1:7501/view';
const startedPattern =
  'INFO: Your app has started\\.(?: View it in your browser: http://127\\.0\\.0\\.1:\\d+/view)?';

/**
 * Turns a promised output into what matches it: `<n>` is a number, a line with nothing but `…` any lines at all, and an app
 * may have been started without a view, or at another port.
 */
export function patternOf(promised: string): RegExp {
  const parts = promised.split(new RegExp(`(^…\\n|<n>|^${escaped(STARTED)}$)`, 'm')).map((part) => {
    if (part === '…\n') return '(?:.*\\n)*?';
    if (part === STARTED) return startedPattern;
    return part === '<n>' ? '\\d+' : escaped(part);
  });
  return new RegExp(`^${parts.join('')}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
