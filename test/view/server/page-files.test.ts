import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageFiles } from '../../../src/view/server/routes/page-files.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workloop-page-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (token: string, path = folder) => pageFiles(pathToFileURL(`${path}/`), token);

it('serves the page as /view, the rest below it, and no files of other kinds', () => {
  mkdirSync(join(folder, 'assets'));
  for (const name of ['index.html', 'assets/main.js', 'assets/main.js.map', 'notes'])
    writeFileSync(join(folder, name), name);

  const files = filesOf('token');

  expect([...files.keys()].sort()).toEqual(['/view', '/view/assets/main.js']);
  expect(files.get('/view/assets/main.js')?.type).toBe('text/javascript; charset=utf-8');
});

it('puts the token wherever it belongs, as text', () => {
  writeFileSync(join(folder, 'index.html'), '<a b="__WORKLOOP_TOKEN__" c="__WORKLOOP_TOKEN__">');

  expect(filesOf(`"><b>$&'`).get('/view')?.content).toBe(
    '<a b="&#34;&#62;&#60;b&#62;$&#38;&#39;" c="&#34;&#62;&#60;b&#62;$&#38;&#39;">',
  );
});

it('has no files where the page was not built, and says so of any other trouble', () => {
  writeFileSync(join(folder, 'file'), '');

  expect(filesOf('token', join(folder, 'none')).size).toBe(0);
  expect(() => filesOf('token', join(folder, 'file'))).toThrow('ENOTDIR');
});
