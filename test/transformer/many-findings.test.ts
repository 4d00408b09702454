import { compileFragment } from './compile.js';

const fields = (prefix: string, mark: string) =>
  Array.from({ length: 20 }, (_, i) => `${prefix}${i}${mark}: () => void;`).join(' ');

test('tells of five findings of one parameter at most, those that always fail first', () => {
  const { diagnostics, warnings } = compileFragment(
    `import { work } from 'workloop';
     interface Module { ${fields('may', '?')} ${fields('must', '')} }
     @work() export class Load { run(module: Module, other: () => void) { return [module, other].length; } }`,
    { expectedCodes: 'any' },
  );

  const paths = diagnostics.map(({ messageText }) => /`(args\[\d\][^`]*)`/.exec(String(messageText))?.[1]);
  expect(paths).toEqual(expect.arrayContaining(['args[0].must0', 'args[1]']));
  expect(paths.filter((path) => path?.startsWith('args[0]'))).toHaveLength(5);
  expect(warnings).toEqual([]);
});
