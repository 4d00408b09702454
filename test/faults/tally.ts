import type { ExecutorName } from 'workloop';
import { type BodyFaultName, bodyFaults } from './catalogue.js';
import type { Entry } from './journal.js';
import { scenarioOf, type WorkPlan } from './scenario.js';
import type { Verdict } from './trial.js';

/** One kind of fault: how often it was injected, and what went wrong in the trials that had it. */
export interface Row {
  readonly injected: Record<ExecutorName, number>;
  lost: number;
  twice: number;
  hung: number;
  problems: number;
}

/** Counts the faults of many trials by their kinds. */
export class Tally {
  readonly rows = new Map<string, Row>();
  readonly total: Row = emptyRow();
  trials = 0;
  calls = 0;

  add(verdict: Verdict): void {
    this.trials++;
    this.calls += verdict.journal.filter(({ kind }) => kind === 'queued').length;
    const plans = new Map(scenarioOf(verdict.seed).works.map((plan) => [plan.name, plan]));
    const met = new Set<Row>([this.total]);
    for (const { kind, executor } of faultsIn(verdict.journal, plans)) {
      const row = this.rows.get(kind) ?? emptyRow();
      this.rows.set(kind, row);
      row.injected[executor]++;
      this.total.injected[executor]++;
      met.add(row);
    }
    // Which of its faults a trial went wrong by cannot be told: it counts for each of them.
    for (const row of met) {
      row.lost += verdict.lost;
      row.twice += verdict.twice;
      row.hung += verdict.hasHung ? 1 : 0;
      row.problems += verdict.problems.length;
    }
  }

  get faults(): number {
    const { inline, thread, process } = this.total.injected;
    return inline + thread + process;
  }

  /** As Markdown. */
  table(): string {
    const names = [...this.rows.keys()].sort();
    const lines = names.map((name) => lineOf(name, this.rows.get(name) as Row));
    return [
      '| kind of fault | inline | thread | process | calls lost | outcomes published twice | apps hung | other broken promises |',
      '|---|---:|---:|---:|---:|---:|---:|---:|',
      ...lines,
      lineOf('**all**', this.total),
    ].join('\n');
  }
}

interface Injected {
  readonly kind: string;
  readonly executor: ExecutorName;
}

function faultsIn(journal: readonly Entry[], plans: ReadonlyMap<string, WorkPlan>): Injected[] {
  const full = new Set<string>();
  let isAppEnding = false;
  const stoppedAtEnd = new Set<string>();
  return journal.flatMap((entry) => {
    if (entry.kind === 'ending') isAppEnding = true;
    const kind = kindOf(entry);
    if (!('work' in entry)) return [];
    const { executor } = plans.get(entry.work) as WorkPlan;
    // Refused again by every pass, it is the same fault.
    if (entry.kind === 'full' && full.size === full.add(entry.work).size) return [];
    if (entry.kind === 'settled' && entry.outcome === 'stopped' && isAppEnding) {
      if (stoppedAtEnd.size === stoppedAtEnd.add(entry.work).size) return [];
      return [{ kind: 'end of the app in the middle of calls', executor }];
    }
    return kind === undefined ? [] : [{ kind, executor }];
  });
}

const blows: Readonly<Record<string, string>> = {
  stop: 'stop() at a random moment',
  stopTwice: 'stop() at a random moment',
  delete: 'delete() at a random moment',
  remove: 'taken out of the tree at a random moment',
  kill: 'SIGKILL at a random moment',
  renew: 'other options at a random moment',
  retry: 'retry() at a random moment',
};

function kindOf(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'fault':
      return kindOfFault(entry.fault);
    case 'blow':
      return blows[entry.action];
    case 'full':
      return 'full queue';
    case 'settled':
    case 'retried':
      if (entry.reason !== 'setup') return undefined;
      if (entry.message?.includes('did not load within') === true) return 'slow start';
      return entry.message?.includes('does not load in a worker') === true ? 'module that throws' : undefined;
    default:
      return undefined;
  }
}

function kindOfFault(fault: string): string {
  if (fault in bodyFaults) return bodyFaults[fault as BodyFaultName].kind;
  const [place, deed] = fault.split(' ');
  const hook = place === 'making' ? 'the constructor' : place;
  const throws = deed === 'throws' || deed === 'rejects';
  return throws
    ? `throw in ${hook}`
    : deed === 'exits'
      ? `process.exit in ${hook}`
      : `${hook} without an end`;
}

function lineOf(name: string, { injected, lost, twice, hung, problems }: Row): string {
  const { inline, thread, process } = injected;
  return `| ${[name, inline, thread, process, lost, twice, hung, problems].join(' | ')} |`;
}

function emptyRow(): Row {
  return { injected: { inline: 0, thread: 0, process: 0 }, lost: 0, twice: 0, hung: 0, problems: 0 };
}
