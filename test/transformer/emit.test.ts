import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFiles, root } from './compile.js';

/*
 * The output's specification: each folder of `outputs` holds an input, the compiler options if they matter, and what is
 * emitted for it. `WORKLOOP_WRITE_EXPECTED=1` writes the latter anew.
 */
const folder = join(__dirname, 'outputs');

test.each(readdirSync(folder))('emits what is expected for %s', (name) => {
  const files = readdirSync(join(folder, name));
  const input = files.find((file) => file.startsWith('input.')) ?? 'input.ts';
  const options = files.includes('options.json')
    ? readFileSync(join(folder, name, 'options.json'), 'utf8')
    : '{}';
  const text = readFileSync(join(folder, name, input), 'utf8');
  const { outputs } = compileFiles({ [`src/${input}`]: text }, { compilerOptions: JSON.parse(options) });
  const output = outputs.get(`${root}/src/${input.replace(/ts$/, 'js')}`);
  const path = join(folder, name, 'output.js');
  if (process.env.WORKLOOP_WRITE_EXPECTED) writeFileSync(path, String(output));
  expect(output).toBe(readFileSync(path, 'utf8'));
});
