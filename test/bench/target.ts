/** A promise about the figures of one benchmark: against an absolute limit, or against the fastest of other subjects. */
export type Target =
  | { readonly kind: 'limit'; readonly subject: string; readonly atMost: number }
  | {
      readonly kind: 'ratio';
      readonly subject: string;
      readonly others: readonly string[];
      /** Largest allowed quotient of the subject's figure and that of the fastest of the others. */
      readonly atMost: number;
      readonly claim: string;
    };

/** What a target came to. */
export interface Verdict {
  readonly subject: string;
  readonly claim: string;
  readonly found: string;
  readonly isMet: boolean;
}

/** The subject's figure stays under an absolute limit, in the unit of its benchmark. */
export function staysUnder(subject: string, atMost: number): Target {
  return { kind: 'limit', subject, atMost };
}

/** The subject is at least `factor` times faster (or smaller) than the fastest of the others. */
export function isTimesFaster(subject: string, factor: number, others: readonly string[]): Target {
  const faster = factor === 1 ? 'faster' : `at least ${factor}× faster`;
  const claim = `${faster} than ${nameOf(others)}`;
  return { kind: 'ratio', subject, others, atMost: 1 / factor, claim };
}

/** The subject takes at most `factor` times what the fastest of the others takes. */
export function staysWithin(subject: string, factor: number, others: readonly string[]): Target {
  return { kind: 'ratio', subject, others, atMost: factor, claim: `at most ${factor}× ${nameOf(others)}` };
}

/** Judges a target by the figures of one run; `undefined` while a figure that it needs is missing. */
export function judge(target: Target, figures: ReadonlyMap<string, number>): Verdict | undefined {
  const { subject } = target;
  const own = figures.get(subject);
  if (own === undefined) return undefined;
  if (target.kind === 'limit') {
    return { subject, claim: `at most ${target.atMost}`, found: shorten(own), isMet: own <= target.atMost };
  }
  const fastest = fastestOf(target.others, figures);
  if (fastest === undefined) return undefined;
  const quotient = own / fastest.figure;
  const found =
    target.atMost > 1
      ? `${shorten(quotient)}× ${fastest.name}`
      : `${shorten(1 / quotient)}× faster than ${fastest.name}`;
  return { subject, claim: target.claim, found, isMet: quotient <= target.atMost };
}

/** A figure with as many digits as its noise lets it deserve. */
export function shorten(figure: number): string {
  if (figure >= 1000) return Math.round(figure).toLocaleString('en-US');
  return figure >= 100 ? figure.toFixed(0) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(2);
}

function nameOf(others: readonly string[]): string {
  return others.length === 1 ? others[0]! : `the fastest of ${others.length} others`;
}

function fastestOf(names: readonly string[], figures: ReadonlyMap<string, number>) {
  return names
    .flatMap((name) => {
      const figure = figures.get(name);
      return figure === undefined ? [] : [{ name, figure }];
    })
    .sort((left, right) => left.figure - right.figure)[0];
}
