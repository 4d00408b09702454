import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Fingerprint } from '../../src/fingerprint/fingerprint.js';
import { EditedProject } from './edited-project.js';

/* Projects of other kinds, and edits of which modules there are. */

let project: EditedProject;

afterEach(() => project.close());

const works = (imports: string, use: string): string => `
import { work } from 'workloop';
${imports}
@work() export class Subject { run(): unknown { return ${use}; } }
`;

function fingerprint(): Fingerprint {
  return project.fingerprints('app/works', ['Subject']).Subject as Fingerprint;
}

test('JavaScript that is compiled as well counts, by its statements where it is CommonJS', () => {
  const files = (text: string) => ({
    'lib/legacy.js': `const helper = () => '${text}'; exports.parse = () => helper();`,
    'lib/modern.js': `const helper = () => '${text}'; export const parse = () => helper();`,
  });
  const app = works(
    "import { parse } from '../lib/legacy'; import * as modern from '../lib/modern.js';",
    '[parse(), modern.parse()]',
  );
  project = new EditedProject('plain', { ...files('a'), 'app/works.ts': app }, { allowJs: true });
  const before = fingerprint();
  expect(before).toMatchObject({ kind: 'known' });
  if (before.kind === 'known')
    expect(before.reaches.map(({ name }) => name)).toEqual([
      'app/works.ts#Subject',
      'lib/legacy.js',
      'lib/legacy.js#helper',
      'lib/modern.js#helper',
      'lib/modern.js#parse',
    ]);
  project.edit({ 'lib/legacy.js': files('b')['lib/legacy.js'] });
  const after = fingerprint();
  expect(after).not.toEqual(before);
  project.edit(files('b'));
  expect(fingerprint()).not.toEqual(after);
});

test('a file that comes to stand in the place of another is followed', () => {
  const files = {
    'lib/text/index.ts': "export const trim = () => 'folder';",
    'app/works.ts': works("import { trim } from '../lib/text';", 'trim()'),
  };
  project = new EditedProject('incremental', files);
  expect(fingerprint()).toMatchObject({
    reaches: [{ name: 'app/works.ts#Subject' }, { name: 'lib/text/index.ts#trim' }],
  });
  project.edit({ 'lib/text.ts': "export const trim = () => 'file';" });
  expect(fingerprint()).toMatchObject({
    reaches: [{ name: 'app/works.ts#Subject' }, { name: 'lib/text.ts#trim' }],
  });
});

test('all imports count as they are kept under verbatimModuleSyntax', () => {
  const files = {
    'lib/setup.ts': "globalThis.name = 'a'; export type T = string; declare global { var name: string; }",
    'lib/other.ts': 'export type U = string; String(1);',
    'app/works.ts': works(
      "import { type T } from '../lib/setup.js'; import type { U } from '../lib/other.js'; export type V = T | U;",
      '1',
    ),
    'package.json': '{ "name": "project", "type": "module" }',
  };
  const options = { verbatimModuleSyntax: true, module: 'nodenext', moduleResolution: 'nodenext' };
  project = new EditedProject('plain', files, options);
  const found = JSON.parse(printed('app/works', 'Subject')) as Fingerprint;
  expect(found).toMatchObject({
    reaches: [{ name: 'app/works.ts' }, { name: 'app/works.ts#Subject' }, { name: 'lib/setup.ts' }],
  });
});

test('ES modules find packages and data from where they are', () => {
  const files = {
    'package.json': '{ "name": "project", "type": "module" }',
    'node_modules/some/package.json':
      '{ "name": "some", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
    'node_modules/some/index.js': 'export const x = 1;',
    'node_modules/some/index.d.ts': 'export declare const x: number;',
    'app/days.json': '{ "a": 1 }',
    'app/works.ts': works(
      "import { x } from 'some'; import days from './days.json' with { type: 'json' };",
      '[x, days]',
    ),
  };
  project = new EditedProject('plain', files, { module: 'nodenext', moduleResolution: 'nodenext' });
  expect(JSON.parse(printed('app/works', 'Subject'))).toMatchObject({
    reaches: [
      { name: 'app/days.json', digest: expect.stringMatching(/^[0-9a-f]{16}$/) },
      { name: 'app/works.ts#Subject' },
      { name: 'some', digest: '1.0.0' },
    ],
  });
});

/** The fingerprint as the built package finds it in a process of its own. */
function printed(module: string, name: string): string {
  const repository = join(__dirname, '../..');
  const script = `
    await import(${JSON.stringify(join(project.folder, 'out', `${module}.js`))});
    const { fingerprintOf } = await import(${JSON.stringify(join(repository, 'dist/fingerprint/fingerprints.js'))});
    process.stdout.write(JSON.stringify(fingerprintOf(${JSON.stringify(`project/${module}#${name}`)})));
  `;
  const stub = 'export const work = () => (target) => target;';
  project.write({
    'node_modules/workloop/index.js': stub,
    'node_modules/workloop/package.json':
      '{ "name": "workloop", "version": "1.0.0", "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }',
  });
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}
