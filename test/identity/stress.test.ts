import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

test('large values are digested, or refused by name, in a heap of 256 MB', () => {
  const output = execFileSync(
    process.execPath,
    ['--max-old-space-size=256', join(__dirname, 'stress-child.mjs')],
    {
      env: { ...process.env, NODE_OPTIONS: '' },
      encoding: 'utf8',
    },
  );
  const report: Record<string, string> = JSON.parse(output);
  const refused = Object.entries(report).filter(([, result]) => !/^v1:[0-9a-f]{64}$/.test(result));
  expect(Object.fromEntries(refused)).toEqual({
    'nesting of 100,000': 'WORKLOOP_UNHASHABLE_ARGUMENT',
    'nesting of 100,000 objects': 'WORKLOOP_UNHASHABLE_ARGUMENT',
    'a module': 'WORKLOOP_UNHASHABLE_ARGUMENT value.module',
  });
  expect(new Set(Object.values(report)).size).toBe(Object.keys(report).length - 1);
}, 120_000);
