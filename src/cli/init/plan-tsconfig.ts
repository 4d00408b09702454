import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, JsonDocument } from '../json-document.js';
import { ourEntriesOf, pluginEntry, pluginStateOf } from '../plugin-entry.js';
import { isWithin } from '../toolchain.js';
import { CompilerSettings } from './compiler-settings.js';
import type { InitPlan } from './init-plan.js';

const FILE = 'tsconfig.json';
const entryText = JSON.stringify(pluginEntry).replaceAll(':', ': ').replaceAll(',', ', ');

/** A tsconfig for a project that has none. */
const firstTsconfig = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "types": ["node"],
    "strict": true,
    "skipLibCheck": true,
    "rootDir": "src",
    "outDir": "dist",
    "sourceMap": true,
    "plugins": [${entryText.replace('{', '{ ').replace('}', ' }')}]
  },
  "include": ["src"]
}
`;

/** Plans the tsconfig of a project; what it says with all that it extends, unless it is new or not understood. */
export function planTsconfig(
  folder: string,
  typescript: string,
  plan: InitPlan,
): CompilerSettings | 'new' | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    plan.files.push({ path, text: firstTsconfig, what: 'made' });
    return 'new';
  }
  const refuse = (what: string, byHand: string): undefined => {
    plan.obstacles.push({ file: FILE, what, byHand });
  };
  const document = JsonDocument.parse(readFileSync(path, 'utf8'), 'jsonc');
  if (!(document instanceof JsonDocument))
    return refuse(`It cannot be changed: ${document.wrong}.`, 'Mend it first.');
  const [options, own] = [document.get('compilerOptions'), document.get('compilerOptions', 'plugins')];
  if (options !== undefined && !isJsonObject(options))
    return refuse('Its `compilerOptions` is no object.', 'Mend it first.');
  if (own !== undefined && !(Array.isArray(own) && own.every(isJsonObject)))
    return refuse('Its `plugins` is no list of objects.', `Make it one that has ${entryText} in it.`);

  const settings = readSettings(path, typescript);
  if (typeof settings === 'string')
    return refuse(
      `What it extends cannot be read: ${settings}`,
      'Install the packages of the project first if it is in one of them, and run `workloop init` again.',
    );
  const wrong = whatKeepsFromRunning(settings);
  if (wrong !== undefined) return refuse(...wrong);

  const inherited = own === undefined ? settings.options.plugins : undefined;
  const state = pluginStateOf(own ?? inherited ?? [], folder);
  if (state === 'twice')
    return refuse('Its `plugins` names the transformer of workloop twice.', 'Remove one of the entries.');
  if (inherited !== undefined && inherited.length > 0 && state !== 'present')
    return refuse(
      'It takes its `plugins` from a file that it extends, and a list of its own would switch those off.',
      `Add ${entryText} to the \`plugins\` there.`,
    );
  const changes = [
    ...changePlugins(document, state, own, folder),
    ...changeTypes(document, settings, typescript),
  ];
  if (settings.keepsDecorators) {
    setOption(document, 'target', 'es2022');
    changes.push('`target` es2022, because Node runs no decorators as they are');
  }
  if (settings.isTooOldForTypes) {
    setOption(document, 'skipLibCheck', true);
    changes.push('`skipLibCheck`, because the types of packages do not compile for the `target`');
  }
  if (changes.length === 0) plan.present.push(`${FILE} names the transformer`);
  else plan.files.push({ path, text: document.text, what: changes.join(', ') });
  return settings;
}

function readSettings(path: string, typescript: string): CompilerSettings | string {
  try {
    return CompilerSettings.read(path, typescript);
  } catch (error) {
    return (error as Error).message.replace(/\.?$/, '.');
  }
}

/** What about a tsconfig would keep the first app from running, and what to do about it. */
function whatKeepsFromRunning(settings: CompilerSettings): [what: string, byHand: string] | undefined {
  const { noEmit, emitDeclarationOnly, outFile, moduleResolution } = settings.options;
  if (settings.isSolution)
    return [
      'It only refers to other projects.',
      'Run `workloop init` in the folder of the one that is to have the app.',
    ];
  if (noEmit === true || emitDeclarationOnly === true)
    return [
      `With \`${noEmit === true ? 'noEmit' : 'emitDeclarationOnly'}\` the compiler writes no JavaScript, so that nobody would run the transformer.`,
      `Give the app a folder with a tsconfig of its own, or turn that off and add ${entryText} to \`plugins\`.`,
    ];
  if (outFile !== undefined)
    return ['With `outFile` all modules end in one script, and an app is made of modules.', 'Use `outDir`.'];
  if (moduleResolution === 'classic')
    return [
      'With its `module` and `moduleResolution` the compiler does not find packages.',
      'Set `"module": "nodenext"`.',
    ];
  return undefined;
}

function changePlugins(
  document: JsonDocument,
  state: 'absent' | 'incomplete' | 'present',
  own: unknown,
  folder: string,
): string[] {
  if (state === 'present') return [];
  if (Array.isArray(own)) {
    const [ours] = ourEntriesOf(own, folder);
    if (ours === undefined) document.insert(['compilerOptions', 'plugins'], { value: pluginEntry });
    else document.set(['compilerOptions', 'plugins', ours.index, 'transformProgram'], true);
    return [ours === undefined ? 'the transformer in `plugins`' : '`transformProgram` of the transformer'];
  }
  setOption(document, 'plugins', [pluginEntry]);
  return ['the transformer in `plugins`'];
}

/** The first app reads files, so the types of Node have to be there. */
function changeTypes(document: JsonDocument, settings: CompilerSettings, typescript: string): string[] {
  const { types } = settings.options;
  const isSeen =
    types === undefined ? !isWithin(typescript, '>=6') : types.some((name) => /^(node|\*)$/.test(name));
  if (isSeen) return [];
  if (Array.isArray(document.get('compilerOptions', 'types')))
    document.insert(['compilerOptions', 'types'], { value: 'node' });
  else setOption(document, 'types', [...(types ?? []), 'node']);
  return ['`node` in `types`'];
}

function setOption(document: JsonDocument, key: string, value: unknown): void {
  if (document.get('compilerOptions') === undefined)
    document.insert([], { key: 'compilerOptions', value: { [key]: value } });
  else document.set(['compilerOptions', key], value);
}
