import { compileFiles, compileFragment } from './compile.js';

const failing = (comment: string) => `import { work } from 'workloop';
@work()
export class Job {
  ${comment}
  run(callback: () => void) { return callback; }
}`;

test.each([
  '// @ts-expect-error',
  '// @ts-ignore',
  '// @ts-expect-error why\n  // more\n',
  '/* @ts-ignore */',
])('a finding under `%s` is not reported', (comment) => {
  expect(compileFragment(failing(comment)).diagnostics).toEqual([]);
});

test('an @ts-expect-error over nothing is still an error', () => {
  compileFragment(failing('// @ts-expect-error').replace('() => void', 'string'), { expectedCodes: [2578] });
});

test('a directive silences its own line only', () => {
  const text = failing('').replace('run(', '// @ts-ignore\n  other() {}\n  run(');
  compileFragment(text, { expectedCodes: [9001001] });
});

test('a file under @ts-nocheck is compiled and not judged', () => {
  const { outputs } = compileFragment(`// @ts-nocheck\n${failing('')}`);
  expect([...outputs.values()].join()).toContain('id: "project/src/fragment#Job"');
});

test('JavaScript is judged where it is checked', () => {
  const text = `import { work } from 'workloop';
    @work()
    export class Job {
      /** @param {() => void} callback */
      run(callback) { return callback; }
    }`;
  const compilerOptions = { allowJs: true, outDir: '/project/out' };
  compileFiles({ 'src/job.js': text }, { compilerOptions });
  const checked = { ...compilerOptions, checkJs: true };
  compileFiles({ 'src/job.js': text }, { compilerOptions: checked, expectedCodes: [9001001] });
});

test('nothing is judged under noCheck', () => {
  compileFragment(failing(''), { compilerOptions: { noCheck: true } });
});
