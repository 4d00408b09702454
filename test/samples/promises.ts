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

/** Turns a promised output into what matches it: `<n>` is a number, a line with nothing but `…` any lines at all. */
export function patternOf(promised: string): RegExp {
  const parts = promised.split(/(^…\n|<n>)/m).map((part) => {
    if (part === '…\n') return '(?:.*\\n)*?';
    return part === '<n>' ? '\\d+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
