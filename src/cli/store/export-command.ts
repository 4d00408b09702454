import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Command } from 'commander';
import { decode } from '../../codec/decode.js';
import { messageOf } from '../../errors.js';
import type { ReadableRecords } from '../../ledger/store/open-for-reading.js';
import { readFieldRecord } from '../../loop/durable/field-record.js';
import { decodeReferring } from '../../loop/durable/references.js';
import { CommandFailure } from '../command-failure.js';
import { examples } from '../examples.js';
import type { Terminal } from '../terminal.js';
import { callsOf, isoText, jsonOf } from './calls-of.js';
import { ComponentMark, type JsonValue, jsonValueOf } from './json-value.js';
import { reading, type StoreOptions, withStore } from './open-store.js';
import { componentsIn, readRun, readWorks, recordsIn } from './stored-works.js';

/** Adds `export` to the command. */
export function addExport(program: Command, terminal: Terminal): void {
  withStore(program.command('export'))
    .summary('write all calls and all state as lines of JSON')
    .description(
      'Writes what a store holds as lines of JSON, each with a `type`: `run`, `component`, `field` and `call`. What JSON ' +
        'cannot say (a Date, a Map, undefined) is left out, and named in `leftOut` of its line. Works while the app runs.',
    )
    .argument('[file]', 'where to write; it must not be there yet (default: standard output)')
    .addHelpText(
      'after',
      examples(['workloop export store.jsonl', `workloop export | jq 'select(.type == "call") | .value'`]),
    )
    .action((file: string | undefined, options: StoreOptions) =>
      reading(options, terminal, async (records) => {
        const sink = file === undefined ? undefined : openFile(file);
        await sink?.opened;
        let lines = 0;
        let partial = 0;
        for await (const line of linesOf(records)) {
          lines++;
          if (line.leftOut !== undefined) partial++;
          const text = JSON.stringify(line);
          await (sink === undefined ? terminal.print(text) : sink.print(text));
        }
        await sink?.close();
        const where = file === undefined ? '' : ` to ${file}`;
        const leftOut =
          partial === 0
            ? ''
            : `; of ${partial} of them, parts that JSON cannot say are left out (\`leftOut\`)`;
        terminal.complain(`Wrote ${lines} lines${where}${leftOut}.`);
      }),
    );
}

interface Line {
  readonly type: 'run' | 'component' | 'field' | 'call';
  readonly leftOut?: readonly string[];
  readonly [name: string]: unknown;
}

async function* linesOf(records: ReadableRecords): AsyncGenerator<Line> {
  const run = await readRun(records);
  if (run !== undefined) yield { type: 'run', run: run.run, startedAt: isoText(run.startedAtMs) };
  const paths = new Map<string, string>();
  for await (const { uid, entry } of componentsIn(records)) {
    const { path, id, kind, classId } = entry;
    paths.set(uid, path);
    yield { type: 'component', path, ...(id.kind === 'key' && { key: id.text }), kind, classId };
  }
  for await (const { key, value } of recordsIn(records, 's/', 32)) {
    const field = readFieldRecord(value);
    if (field.kind === 'gone') continue;
    const mark = (uid: string): object => new ComponentMark(paths.get(uid) ?? uid);
    const read = (): unknown =>
      field.kind === 'data' ? decode(field.value) : decodeReferring(field.value, field.uids, mark)?.value;
    const component = paths.get(key.split('/')[1] ?? '');
    yield { type: 'field', component, name: field.name, ...valueIn(read, 'value') };
  }
  const nowMs = Date.now();
  for (const work of await readWorks(records)) {
    for await (const call of callsOf(records, work)) {
      const read = (): unknown => decode(call.call.encoded());
      const value = call.call.kind === 'succeeded' ? valueIn(read, 'value') : {};
      yield { type: 'call', ...jsonOf(call, nowMs), ...value };
    }
  }
}

function valueIn(read: () => unknown, name: string): { value?: unknown; leftOut?: readonly string[] } {
  const { value, leftOut } = tried(read, name);
  return { ...(value !== undefined && { value }), ...(leftOut.length > 0 && { leftOut }) };
}

/** Instances of classes of the app cannot be made here: its code is not loaded. */
function tried(read: () => unknown, name: string): JsonValue {
  let value: unknown;
  try {
    value = read();
  } catch (error) {
    return { value: undefined, leftOut: [`${name}: ${messageOf(error)}`] };
  }
  return jsonValueOf(value, name);
}

/** A file of its own, which only its owner may read, as the store's. */
function openFile(path: string): {
  opened: Promise<unknown>;
  print(text: string): Promise<void>;
  close(): Promise<void>;
} {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const failed = new Promise<never>((_, reject) => {
    stream.on('error', (error) =>
      reject(new CommandFailure(`\`${path}\` cannot be written: ${error.message}.`)),
    );
  });
  failed.catch(() => undefined);
  const orFail = <T>(done: Promise<T>): Promise<T> => Promise.race([done, failed]);
  return {
    opened: orFail(once(stream, 'open')),
    async print(text) {
      if (!stream.write(`${text}\n`)) await orFail(once(stream, 'drain'));
    },
    async close() {
      const finished = once(stream, 'close');
      stream.end();
      await orFail(finished);
    },
  };
}
