import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings } from './command-line.js';
import { findFiles } from './find-files.js';
import { SampleCopy } from './sample-copy.js';

// Compiled, this file is in samples/dist/12-incremental-index.
const copy = new SampleCopy(fileURLToPath(new URL('../../..', import.meta.url)));
const { folder } = readSettings(process.argv.slice(3));
// Each file as often as is said, and never twice with the same content.
const times = Number(process.argv[2] ?? 1);
const texts = join(copy.folder, 'texts');
const found = findFiles(folder);
let sizeBytes = 0;
for (const { path } of found) {
  const content = readFileSync(join(folder, path), 'utf8');
  for (let time = 1; time <= times; time++) {
    const file = join(texts, String(time), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${content}\n${path}, time ${time}\n`);
    sizeBytes += Buffer.byteLength(content);
  }
}
console.log(`${found.length * times} files, ${Math.round(sizeBytes / 1000)} kB`);

copy.compile();
measure('for the first time');
measure('again');
appendFileSync(join(texts, '1', found[0]?.path ?? ''), 'edited\n');
measure('with one file edited');
copy.edit('tokenize.ts', 'filter(isTelling).map(stemOf)', 'map(stemOf).filter(isTelling)');
copy.compile();
measure('with the tokenizer edited');
copy.remove();

function measure(title: string): void {
  const { executions, duration, reasons } = copy.run(texts);
  console.log(`${title}: ${executions} executions, ${duration}`);
  // What digests, places and files are called says nothing here.
  for (const reason of reasons)
    console.log(`  ${reason.replace(/^.*?: /, '').replace(/'[^']*'.*?(?=$| \(and)/, '…')}`);
}
