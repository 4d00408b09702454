import type { Command } from 'commander';
import { readStoredCall } from '../../ledger/durable/call-format.js';
import { generationOf, traceKey } from '../../ledger/durable/call-keys.js';
import { provenanceOf } from '../../ledger/durable/call-records.js';
import { causeOfMiss } from '../../ledger/durable/miss-cause.js';
import { holderOf } from '../../ledger/store/holder.js';
import type { ReadableRecords } from '../../ledger/store/open-for-reading.js';
import { type Explanation, explanationOf } from '../../ledger/why/explanation.js';
import { argumentsLineOf } from '../../ledger/why/preview-line.js';
import { describeAge, describeReason } from '../../ledger/why/reason.js';
import type { RunEntry } from '../../loop/durable/app-store.js';
import { usageFailure } from '../command-failure.js';
import { examples } from '../examples.js';
import type { Terminal } from '../terminal.js';
import { askIfRunning, pathsMeant } from './ask-app.js';
import { isoText } from './calls-of.js';
import { findWorks } from './find-works.js';
import { type CallOptions, callHelp, digestById, digestOf, readArguments } from './named-call.js';
import { folderOf, reading, type StoreOptions, withStore } from './open-store.js';
import { readLast, readRun, readWorks, type StoredWork } from './stored-works.js';

interface ExplainOptions extends StoreOptions, CallOptions {
  readonly json?: boolean;
}

/** Adds `explain` to the command. */
export function addExplain(program: Command, terminal: Terminal): void {
  withStore(program.command('explain'))
    .summary('say whether a call is a hit, and why it executed or would execute')
    .description(
      'Says what would become of a call: a hit, and which run produced its value, or a miss, and why. Without a call: ' +
        'what is known of the work. An app that runs and has a view is asked. Otherwise this is what the store knows of the ' +
        'last run: the code of the app is not loaded, and what was edited since is not seen.',
    )
    .argument('<work>', 'path (`root.trainer`) or key of the work')
    .argument('[arguments]', 'the arguments of the call, as a JSON list')
    .option('--id <id>', 'the id of the call, or its beginning')
    .option('--json', 'print the explanation as JSON')
    .addHelpText(
      'after',
      `${callHelp}\n${examples(['workloop explain root.trainer', `workloop explain root.processor '["2012-01-01"]'`, 'workloop explain root.processor --id 3fQx'])}`,
    )
    .action((name: string, text: string | undefined, options: ExplainOptions) => {
      if (text !== undefined && options.id !== undefined)
        throw usageFailure('Name the call by its arguments or by its id.');
      const args = text === undefined ? undefined : readArguments(text);
      return reading(options, terminal, async (records) => {
        const run = await readRun(records);
        const works = await readWorks(records);
        const known = { records, works, run };
        if (args !== undefined && (await explainInApp(name, args, known, options, terminal))) return;
        for (const work of findWorks(works, name)) {
          if (args === undefined && options.id === undefined)
            await explainWork(records, work, run, options, terminal);
          else await explainCall(records, work, args, run, options, terminal);
        }
        if (!options.json) await terminal.print(terminal.paint('dim', asOf(run)));
      });
    });
}

/** What the store knows, of whatever is asked. */
interface Known {
  readonly records: ReadableRecords;
  readonly works: readonly StoredWork[];
  readonly run: RunEntry | undefined;
}

/** As the running app says it, if there is one that can be asked: with its code, and with what it has in memory. */
async function explainInApp(
  name: string,
  args: readonly unknown[],
  known: Known,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<boolean> {
  const answers = await askIfRunning(options, terminal, async (app) => {
    const paths = await pathsMeant(app, known.works, name);
    return Promise.all(paths.map(async (path) => ({ app, path, said: await app.explain(path, args) })));
  });
  for (const { app, path, said } of answers ?? []) {
    if (!options.json) {
      await terminal.print(said.sentence);
      await terminal.print(terminal.paint('dim', `As the running app says, process ${app.pid}.`));
      continue;
    }
    const stored = await storedExplanation(path, args, known);
    // The reason as data, and where a value is from, unless the app knows better already.
    const { reason, provenance } = stored?.decision === said.decision ? stored : {};
    const about = { work: path, id: stored?.id, ...said, reason, provenance, asOfRun: known.run };
    await terminal.print(JSON.stringify({ ...about, asOfProcess: app.pid }, undefined, 2));
  }
  return answers !== undefined;
}

async function storedExplanation(
  path: string,
  args: readonly unknown[],
  { records, works, run }: Known,
): Promise<(Explanation & { readonly id: string }) | undefined> {
  const work = works.find((one) => one.path === path);
  if (work === undefined) return undefined;
  const digest = digestOf(work, args);
  return { id: digest, ...(await explanationFor(records, work, { digest, args }, run?.run)) };
}

async function explainCall(
  records: ReadableRecords,
  work: StoredWork,
  args: readonly unknown[] | undefined,
  run: RunEntry | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  const digest =
    args === undefined ? await digestById(records, work, options.id ?? '') : digestOf(work, args);
  const isRunning = (await holderOf(folderOf(options))) !== undefined;
  const explanation = await explanationFor(records, work, { digest, args }, isRunning ? run?.run : undefined);
  if (options.json)
    return terminal.print(
      JSON.stringify({ work: work.path, id: digest, ...explanation, asOfRun: run }, undefined, 2),
    );
  await terminal.print(explanation.sentence);
}

/** @param runUnderWay Which one, if an app has the store: only that remembers failures without trying again. */
async function explanationFor(
  records: ReadableRecords,
  work: StoredWork,
  { digest, args }: { readonly digest: string; readonly args: readonly unknown[] | undefined },
  runUnderWay: number | undefined,
): Promise<Explanation> {
  const { uid, entry, path: label } = work;
  const nowMs = Date.now();
  if (entry === undefined)
    return explanationOf({ decision: 'miss', reason: { kind: 'notKept', reasons: [] }, label, nowMs });
  const callKey = generationOf(uid, entry.generation) + digest;
  const bytes = await records.get(callKey);
  const stored = bytes === undefined ? undefined : readStoredCall(bytes);
  if (stored !== undefined)
    return explanationOf({ decision: 'hit', provenance: provenanceOf(stored), label, nowMs });
  const traceBytes = await records.get(traceKey(callKey));
  const trace = traceBytes === undefined ? undefined : readStoredCall(traceBytes);
  if (trace?.kind === 'failed' && trace.run === runUnderWay)
    return explanationOf({ decision: 'failed', reason: trace.note()().reason, label, nowMs });
  const preview = await readLast(records, uid);
  const cause = await causeOfMiss(
    { digest, args },
    {
      ...{ uid, entry, last: preview && { preview }, mayBeEvicted: records.hasEvicted, label: () => label },
      records: {
        peek: (key) => records.get(key),
        has: async (key) => (await records.get(key)) !== undefined,
      },
      redact: () => undefined,
      ignored: entry.ignored,
      onTrace: () => undefined,
    },
  );
  return explanationOf({ decision: 'miss', reason: cause?.describe() ?? { kind: 'first' }, label, nowMs });
}

async function explainWork(
  records: ReadableRecords,
  work: StoredWork,
  run: RunEntry | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  const { path, key, classId, entry } = work;
  const nowMs = Date.now();
  const counts = await countCalls(records, work);
  const last = await readLast(records, work.uid);
  const lastCall = last && argumentsLineOf(last, 200);
  if (options.json) {
    const { code, past = [], ignored } = entry ?? {};
    const before = past.map(({ reason }) => ({ reason, why: describeReason(reason, nowMs) }));
    const said = {
      work: path,
      key,
      classId,
      isKept: entry !== undefined,
      ...counts,
      code,
      ignored,
      lastCall,
      before,
    };
    return terminal.print(JSON.stringify({ ...said, asOfRun: run }, undefined, 2));
  }
  await terminal.print(
    `${terminal.paint('bold', path)}${key === undefined ? '' : ` (key ${key})`}, a ${classId}`,
  );
  if (entry === undefined)
    return terminal.print(
      '  stays in memory: the store keeps none of its calls. The app says why when it starts; `version` is the way out.',
    );
  const { code, past } = entry;
  await terminal.print(
    `  calls      ${counts.calls} recorded${counts.traces > 0 ? `, ${counts.traces} failed or forgotten` : ''}`,
  );
  await terminal.print(
    `  code       ${code.kind === 'version' ? `version '${code.version}'` : `fingerprint ${code.digest}`}`,
  );
  if (lastCall !== undefined) await terminal.print(`  last call  ${lastCall}`);
  await printNow(path, options, terminal);
  for (const { reason } of past)
    await terminal.print(`  before     calls that count no more: ${describeReason(reason, nowMs)}`);
}

/** What the running app says of a work, if there is one that can be asked. */
async function printNow(path: string, options: StoreOptions, terminal: Terminal): Promise<void> {
  const now = await askIfRunning(options, terminal, async (app) => {
    const work = (await app.components()).find((component) => component.path === path);
    return work && { app, work, code: await app.code(path) };
  });
  if (now === undefined) return;
  const { status, executions = 0, hits = 0, failures = 0, queue = 0 } = now.work;
  await terminal.print(
    `  now        ${status?.name ?? 'notStarted'}, ${executions} executed in this run, ${hits} hits, ${failures} failures, ${queue} waiting ` +
      `(process ${now.app.pid})`,
  );
  for (const change of now.code.changes) await terminal.print(`  changed    ${change}`);
}

/** Without their values, of which there may be many. */
async function countCalls(
  records: ReadableRecords,
  { uid, entry }: StoredWork,
): Promise<{ calls: number; traces: number }> {
  const counts = { calls: 0, traces: 0 };
  let after: string | undefined;
  const mark = traceKey('');
  do {
    if (entry === undefined) break;
    const page = await records.uses(generationOf(uid, entry.generation), 1_000, after);
    for (const { key } of page.entries) counts[key.endsWith(mark) ? 'traces' : 'calls']++;
    after = page.last;
  } while (after !== undefined);
  return counts;
}

function asOf(run: RunEntry | undefined): string {
  if (run === undefined) return 'As far as the store knows.';
  const ago = describeAge(Date.now() - run.startedAtMs);
  return `As of run ${run.run}, started ${isoText(run.startedAtMs)} (${ago} ago). What was edited since is not seen here.`;
}
