import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isJsonObject, JsonDocument } from '../json-document.js';
import { ownSpecifier } from '../own-package.js';
import type { Toolchain } from '../toolchain.js';
import { askedRange } from './choose-toolchain.js';
import type { InitPlan } from './init-plan.js';

/** The `package.json` of a project while `init` plans what it is to be. */
export class PackageDraft {
  readonly #added: string[] = [];

  private constructor(
    readonly path: string,
    readonly isNew: boolean,
    private readonly document: JsonDocument,
  ) {}

  /** Reads `package.json`, or begins one; nothing where it is not understood, which the plan says then. */
  static open(folder: string, plan: InitPlan): PackageDraft | undefined {
    const path = join(folder, 'package.json');
    const isNew = !existsSync(path);
    const document = JsonDocument.parse(isNew ? firstText(folder) : readFileSync(path, 'utf8'), 'json');
    const wrong = document instanceof JsonDocument ? wrongSectionOf(document) : document.wrong;
    if (document instanceof JsonDocument && wrong === undefined)
      return new PackageDraft(path, isNew, document);
    plan.obstacles.push({
      file: 'package.json',
      what: `It cannot be changed: ${wrong}.`,
      byHand: 'Mend it, and run `workloop init` again.',
    });
    return undefined;
  }

  /** Whether `.js` files of the package are ES modules. */
  get isModule(): boolean {
    return this.document.get('type') === 'module';
  }

  /** The command line of a script. */
  script(name: string): string | undefined {
    const script = this.document.get('scripts', name);
    return typeof script === 'string' ? script : undefined;
  }

  addScript(name: string, line: string): void {
    this.#add('scripts', name, line);
  }

  /** Asks for workloop and what compiles it, but for what is asked for already. */
  addDependencies(folder: string, toolchain: Toolchain): void {
    const isAsked = (name: string): boolean => askedRange(name, folder) !== undefined;
    if (!isAsked('workloop')) this.#add('dependencies', 'workloop', ownSpecifier(folder));
    const tools = {
      // The oldest Node that workloop runs on: what compiles with these types runs on all.
      '@types/node': '^20.19.0',
      'ts-patch': toolchain.tsPatch,
      typescript: toolchain.typescript,
    };
    for (const [name, version] of Object.entries(tools)) {
      if (!isAsked(name)) this.#add('devDependencies', name, version);
    }
  }

  /** Hands what was added to the plan. */
  finish(plan: InitPlan): void {
    if (this.isNew) plan.files.push({ path: this.path, text: this.document.text, what: 'made' });
    else if (this.#added.length === 0) plan.present.push('package.json has what is needed');
    else plan.files.push({ path: this.path, text: this.document.text, what: this.#added.join(', ') });
  }

  #add(section: string, key: string, value: string): void {
    if (this.document.get(section) === undefined)
      this.document.insert([], { key: section, value: { [key]: value } });
    else this.document.insert([section], { key, value });
    this.#added.push(section === 'scripts' ? `script \`${key}\`` : `${key} ${value}`);
  }
}

function wrongSectionOf(document: JsonDocument): string | undefined {
  const sections = ['scripts', 'dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  const wrong = sections.find((name) => ![undefined, true].includes(objectOrNothing(document.get(name))));
  return wrong && `\`${wrong}\` is no object`;
}

function objectOrNothing(value: unknown): boolean | undefined {
  return value === undefined ? undefined : isJsonObject(value);
}

function firstText(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '');
  // A package cannot ask for one of its own name.
  const isTaken = ['workloop', 'typescript', 'ts-patch'].includes(name);
  const manifest = {
    name: isTaken ? `${name}-app` : name || 'app',
    version: '0.0.0',
    private: true,
    type: 'module',
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
