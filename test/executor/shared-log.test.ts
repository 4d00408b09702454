import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { LogReader, LogWriter, makeSharedLog } from '../../src/executor/shared-log.js';

function open() {
  const memory = makeSharedLog();
  let rings = 0;
  const writer = new LogWriter(memory, () => {
    rings++;
  });
  const reader = new LogReader(memory);
  const read = () => reader.read().map(({ tag, bytes }) => [tag, bytes.toString()]);
  return { writer, reader, read, rings: () => rings };
}

describe('a shared log', () => {
  it('hands on entries in order, with their tags, once', () => {
    const { writer, read } = open();
    writer.append(3, 'one');
    writer.append(0, 'zwei €');
    writer.append(126, Buffer.from('three'));

    expect(read()).toEqual([
      [3, 'one'],
      [0, 'zwei €'],
      [126, 'three'],
    ]);
    expect(read()).toEqual([]);
  });

  it('keeps an empty entry', () => {
    const { writer, read } = open();
    writer.append(5, '');

    expect(read()).toEqual([[5, '']]);
  });

  it('reads the newest entry of a key only, where it stands', () => {
    const { writer, read } = open();
    for (const [text, key] of [
      ['a1', 'a'],
      ['b1', 'b'],
      ['plain'],
      ['a2', 'a'],
      ['b2', 'b'],
      ['a3', 'a'],
    ] as const) {
      writer.append(1, text, key);
    }

    expect(read().map(([, text]) => text)).toEqual(['plain', 'b2', 'a3']);
  });

  it('supersedes nothing that was read', () => {
    const { writer, read } = open();
    writer.append(1, 'a1', 'a');
    writer.append(1, 'other');
    const first = read();
    writer.append(1, 'x');
    writer.append(1, 'a2', 'a');

    expect(first.map(([, text]) => text)).toEqual(['a1', 'other']);
    expect(read().map(([, text]) => text)).toEqual(['x', 'a2']);
  });

  it('rings once until the bell is put back', () => {
    const { writer, reader, read, rings } = open();
    writer.append(1, 'one');
    writer.append(1, 'two');
    read();
    writer.append(1, 'three');
    const before = rings();
    reader.putBellBack();
    writer.append(1, 'four');

    expect([before, rings()]).toEqual([1, 2]);
  });

  it('carries an entry that is larger than the log, as the reader makes room', () => {
    const { writer, reader } = open();
    const large = 'ä'.repeat(5_000_000);
    let isWritten = writer.append(7, large);
    const before = isWritten;
    writer.append(8, 'after');
    const entries = [...reader.read()];
    for (let turn = 0; turn < 100 && !isWritten; turn++) {
      isWritten = writer.flush();
      entries.push(...reader.read());
    }

    expect(before).toBe(false);
    expect(entries.map(({ tag }) => tag)).toEqual([7, 8]);
    expect(entries[0]?.bytes.toString() === large).toBe(true);
  });

  it('keeps what waits for room as it was when it was appended', () => {
    const { writer, reader } = open();
    const bytes = new Uint8Array(6_000_000).fill(1);
    writer.append(7, bytes);
    bytes.fill(2);
    const entries = [...reader.read()];
    while (!writer.flush()) entries.push(...reader.read());
    entries.push(...reader.read());

    expect(entries).toHaveLength(1);
    expect(entries[0]?.bytes.every((byte) => byte === 1)).toBe(true);
  });

  it('hands on what a list without memory limits would, however writing and reading alternate', () => {
    const step = fc.oneof(
      fc.record({
        text: fc.string({ maxLength: 40 }),
        key: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
      }),
      fc.constant('read' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { writer, read } = open();
        let expected: { text: string; key: string | undefined }[] = [];
        for (const each of [...steps, 'read' as const]) {
          if (each === 'read') {
            expect(read().map(([, text]) => text)).toEqual(
              expected.map(({ text }) => Buffer.from(text).toString()),
            );
            expected = [];
          } else {
            writer.append(1, each.text, each.key);
            if (each.key !== undefined) expected = expected.filter(({ key }) => key !== each.key);
            expected.push(each);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a shared log between two threads', () => {
  const built = pathToFileURL(join(__dirname, '../../dist/executor/shared-log.js')).href;

  /** Runs code in a thread with a writer at hand, and reads what comes until the thread is gone. */
  async function readFrom(code: string, onText: (text: string, worker: Worker) => void): Promise<void> {
    const memory = makeSharedLog();
    const reader = new LogReader(memory);
    const source = `
      const { parentPort, workerData } = require('node:worker_threads');
      import(${JSON.stringify(built)}).then(({ LogWriter }) => {
        const writer = new LogWriter(workerData, () => parentPort.postMessage('ring'));
        const write = (text, key) => { if (!writer.append(1, text, key)) writer.flushPatiently(); };
        ${code}
      });`;
    const worker = new Worker(source, { eval: true, workerData: memory });
    const look = (): void => {
      for (const { bytes } of reader.read()) onText(bytes.toString(), worker);
    };
    const polling = setInterval(look, 1);
    worker.on('message', look);
    await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
    clearInterval(polling);
    look();
  }

  it('loses nothing and mixes nothing up while one writes and the other reads', async () => {
    const texts: string[] = [];
    await readFrom(
      `for (let at = 0; at < 200_000; at++) write(at + ':' + 'x'.repeat(at % 97));
       write('long ' + 'y'.repeat(9_000_000));
       write('end');`,
      (text) => texts.push(text),
    );

    const isInOrder = texts.slice(0, 200_000).every((text, at) => text === `${at}:${'x'.repeat(at % 97)}`);
    expect(isInOrder).toBe(true);
    expect(texts.slice(200_000).map((text) => [text.slice(0, 6), text.length])).toEqual([
      ['long y', 9_000_005],
      ['end', 3],
    ]);
  }, 30_000);

  it('shows each key going forward only, up to its last entry', async () => {
    const last = { a: -1, b: -1 };
    let wentBack = 0;
    await readFrom(
      `for (let at = 0; at < 300_000; at++) write((at % 3 ? 'a' : 'b') + at, at % 3 ? 'a' : 'b');`,
      (text) => {
        const key = text.charAt(0) as 'a' | 'b';
        const at = Number(text.slice(1));
        if (at <= last[key]) wentBack++;
        last[key] = at;
      },
    );

    expect(wentBack).toBe(0);
    expect(last).toEqual({ a: 299_999, b: 299_997 });
  }, 30_000);

  it('is whole when the writer is ended in the middle of writing', async () => {
    for (let round = 0; round < 5; round++) {
      const seen: number[] = [];
      await readFrom(`for (let at = 0; ; at++) write(String(at));`, (text, worker) => {
        seen.push(Number(text));
        if (seen.length === 1000 * (round + 1)) void worker.terminate();
      });

      expect(seen.every((at, index) => at === index)).toBe(true);
    }
  }, 30_000);
});
