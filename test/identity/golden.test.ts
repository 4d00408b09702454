import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../../src/identity/index.js';

/**
 * Keys that must never change: a change of any is a format break and bumps the version. To add one, run
 * `node test/identity/golden-write.mjs` after a build and look at the difference.
 */
const golden: Record<string, string> = JSON.parse(readFileSync(join(__dirname, 'golden.json'), 'utf8'));

test('the sources give the golden keys, also inside the realm that jest makes', () => {
  const values: Record<string, unknown> = require('./golden-values.cjs')();
  const keys = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(value)]));
  expect(keys).toEqual(golden);
});

const places = [
  { LC_ALL: 'C', TZ: 'UTC' },
  { LC_ALL: 'sk_SK.UTF-8', TZ: 'Europe/Bratislava' },
  { LC_ALL: 'tr_TR.UTF-8', TZ: 'America/St_Johns' },
  { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham' },
];

const others = [22, 24].map((major) => ({
  major,
  path: join(__dirname, `nodes/node_modules/node-${major}-${process.platform}-${process.arch}/bin/node`),
}));
const installed = others.filter(({ path }) => existsSync(path));

test('the other versions of Node are installed wherever their packages exist', () => {
  const missing = others.filter(({ path }) => !existsSync(path)).map(({ major }) => `Node ${major}`);
  if (missing.length > 0) {
    process.stderr.write(
      `Golden keys not compared on ${missing.join(' and ')}: \`npm run pretest\` installs no binary for ${process.platform}-${process.arch}.\n`,
    );
  }
  const { optionalDependencies } = JSON.parse(readFileSync(join(__dirname, 'nodes/package.json'), 'utf8'));
  const isOffered = `node-22-${process.platform}-${process.arch}` in optionalDependencies;
  expect(missing).toEqual(isOffered ? [] : ['Node 22', 'Node 24']);
});

const nodes = [{ major: Number.parseInt(process.versions.node, 10), path: process.execPath }, ...installed];
const runs = nodes.flatMap((node) => places.map((place) => ({ ...node, ...place })));

test.each(runs)('Node $major gives the golden keys under $LC_ALL in $TZ, in each realm and thread', (run) => {
  const { major, path, LC_ALL, TZ } = run;
  // A thousand levels fill most of the stack where the compiler has not been round yet, and that is not what is asked here.
  const output = execFileSync(path, ['--stack-size=1968', join(__dirname, 'golden-child.mjs')], {
    env: { ...process.env, LC_ALL, LANG: LC_ALL, TZ, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  const { version, locale, timeZone, here, elsewhere, thread } = JSON.parse(output);
  expect(Number.parseInt(version, 10)).toBe(major);
  // That the place was taken over, or the comparison would say nothing.
  expect(timeZone).toBe(TZ);
  expect(locale).toBe(LC_ALL === 'C' ? 'en-US' : LC_ALL.slice(0, 5).replace('_', '-'));
  expect(here).toEqual(golden);
  expect(elsewhere).toEqual(golden);
  expect(thread).toEqual(golden);
});
