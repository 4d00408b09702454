import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '..', '..');

/** A project on the disk, made of its files, and gone when it is disposed of. */
export class TestProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'workloop-cli-')));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** `package.json`, or another file of JSON without comments. */
  json(name = 'package.json'): Record<string, never> {
    return JSON.parse(this.read(name));
  }

  /** All files with what is in them, but for packages. */
  get files(): Record<string, string> {
    const names = readdirSync(this.folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1));
    return Object.fromEntries(names.sort().map((name) => [name, this.read(name)]));
  }

  /** Links packages of this repository, as if they were installed; `from` where they have another name here. */
  link(packages: Readonly<Record<string, string>> = tools): this {
    for (const [name, from] of Object.entries(packages)) {
      const path = join(this.folder, 'node_modules', name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(from === '.' ? repository : join(repository, 'node_modules', from), path, 'junction');
    }
    return this;
  }

  /** Pretends that a version of a package is installed. */
  pretend(name: string, version: string): this {
    this.write(`node_modules/${name}/package.json`, JSON.stringify({ name, version }));
    return this;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a project has that is set up. */
export const tools = {
  workloop: '.',
  typescript: 'typescript',
  'ts-patch': 'ts-patch',
  '@types/node': '@types/node',
};
