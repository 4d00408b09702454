/*
 * Builds the page into dist/view/page; does nothing where it was built from the same files before. What it was built from
 * is the content of its folder, the interface it imports, and the packages in the lock file.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'vite';

const repository = join(import.meta.dirname, '../../..');
const output = join(repository, 'dist/view/page');
/** Beside the output, which Vite empties first: so it is there only after a build that came to its end. */
const stamp = join(output, 'inputs.tsbuildinfo');

const inputs = digestOfInputs();
const isBuilt = existsSync(join(output, 'index.html')) && existsSync(stamp);
if (!isBuilt || readFileSync(stamp, 'utf8') !== inputs) {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stamp, inputs);
}

function digestOfInputs() {
  const own = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const others = ['src/view/api.ts', 'package-lock.json'].map((path) => join(repository, path));
  const digest = createHash('sha256');
  for (const file of [...own, ...others].sort()) {
    const content = readFileSync(file);
    digest.update(`${relative(repository, file)} ${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}
