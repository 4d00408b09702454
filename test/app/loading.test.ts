import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const index = join(__dirname, '../../dist/index.js');

/** The native libraries that a process has loaded after some code. */
function loadedBy(code: string): string[] {
  const script = `
    ${code}
    const { sharedObjects } = process.report.getReport();
    process.stdout.write(JSON.stringify(sharedObjects));
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(printed) as string[];
}

test('who has no store does not load a database for it, and neither do workers', () => {
  expect(loadedBy(`await import(${JSON.stringify(index)});`).filter((name) => /lmdb/.test(name))).toEqual([]);
});
