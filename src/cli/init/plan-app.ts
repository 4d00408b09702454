import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { sourcesBelow } from '../sources-below.js';
import type { CompilerSettings } from './compiler-settings.js';
import { firstApp } from './first-app.js';
import type { InitPlan } from './init-plan.js';
import type { PackageDraft } from './plan-package.js';

/** Names for the first app, by preference. */
const names = ['app.ts', 'workloop-app.ts'];
/** Modules that may wait at their top level, where their package says that they are ES modules. */
const modulesThatAwait = /^(es2022|esnext|node16|node18|node20|nodenext|preserve)$/;

/** Plans the first app of a project, unless it has one, and the scripts that build and start it. */
export function planApp(
  folder: string,
  settings: CompilerSettings | 'new',
  draft: PackageDraft,
  plan: InitPlan,
): void {
  const sources = sourcesBelow(folder).filter((file) => settings === 'new' || settings.includes(file));
  const users = sources.filter((file) => /['"]workloop['"]/.test(readFileSync(file, 'utf8')));
  const known = users.find((file) => names.includes(file.slice(dirname(file).length + 1)));
  if (users.length > 0) plan.present.push(`${shown(folder, known ?? (users[0] as string))} uses workloop`);
  const app = users.length > 0 ? known : placeFor(folder, settings, plan);
  if (app === undefined) {
    planScripts(draft, undefined, plan);
    return;
  }
  if (users.length === 0) {
    const mayAwait = mayAwaitIn(settings, draft, plan);
    if (mayAwait === undefined) return;
    const read = shown(folder, dirname(app)) || '.';
    plan.files.push({ path: app, text: firstApp({ folder: read, mayAwait }), what: 'the first app' });
  }
  const emitted =
    settings === 'new' ? join(folder, 'dist', relative(join(folder, 'src'), app)) : settings.emittedPath(app);
  planScripts(draft, shown(folder, emitted).replace(/\.ts$/, '.js'), plan);
}

/** Where the first app may stand: where the compiler sees it, and nothing else stands. */
function placeFor(folder: string, settings: CompilerSettings | 'new', plan: InitPlan): string | undefined {
  const folders = settings === 'new' ? [join(folder, 'src')] : settings.sourceFolders;
  const seen = folders
    .filter((one) => one === folder || one.startsWith(folder + sep))
    .map((one) => names.map((name) => join(one, name)))
    .find(([file]) => settings === 'new' || settings.includes(file as string));
  if (seen === undefined) {
    plan.obstacles.push({
      file: 'tsconfig.json',
      what: 'Its `files`, `include` and `exclude` leave no place where the compiler would see a new app.',
      byHand: 'Add `src` to `include`.',
    });
    return undefined;
  }
  const free = seen.find((file) => !existsSync(file));
  const files = seen.map((file) => `\`${shown(folder, file)}\``).join(' and ');
  if (free === undefined) plan.notes.push(`${files} are there already, so no first app was made.`);
  return free;
}

/** Whether the app may wait at its top level; nothing where the kind of module cannot be made to run. */
function mayAwaitIn(
  settings: CompilerSettings | 'new',
  draft: PackageDraft,
  plan: InitPlan,
): boolean | undefined {
  if (settings === 'new') return draft.isModule;
  const { module = 'commonjs', target = 'es5', verbatimModuleSyntax } = settings.options;
  const isCommonJs = module === 'commonjs' || (module.startsWith('node') && !draft.isModule);
  const refuse = (what: string, byHand: string): undefined => {
    plan.obstacles.push({ file: 'tsconfig.json', what, byHand });
  };
  if (module === 'commonjs' && draft.isModule)
    return refuse(
      'Its `module` is `commonjs`, and `package.json` says that files are ES modules.',
      'Set `"module": "nodenext"`, or remove `"type": "module"`.',
    );
  if (/^(amd|umd|system|none)$/.test(module))
    return refuse(`Node runs no modules of the kind \`${module}\`.`, 'Set `"module": "nodenext"`.');
  if (isCommonJs && verbatimModuleSyntax === true)
    return refuse(
      'With `verbatimModuleSyntax`, a CommonJS module may not say `import`.',
      'Turn it off, or put `"type": "module"` into `package.json`.',
    );
  return draft.isModule && modulesThatAwait.test(module) && !/^es(3|5|6|2015|2016)$/.test(target);
}

/** Adds the scripts whose names are free; what others have under those names is theirs. */
function planScripts(draft: PackageDraft, script: string | undefined, plan: InitPlan): void {
  const build = 'tspc -p .';
  const start = script && `${build} && node ${/\s/.test(script) ? `"${script}"` : script}`;
  const present = draft.script('build');
  if (present === undefined) draft.addScript('build', build);
  else if (/\btsc\b/.test(present))
    plan.notes.push(
      `The script \`build\` is left as it is (\`${present}\`). It calls \`tsc\`, which runs no transformer: let it call \`tspc\`.`,
    );
  if (start === undefined) return;
  if (draft.script('start') === undefined) draft.addScript('start', start);
  if (draft.script('start') === start) plan.run = { script: 'start' };
  else {
    plan.run = { command: `npx ${start}` };
    plan.notes.push(`The script \`start\` is left as it is (\`${draft.script('start')}\`).`);
  }
}

function shown(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}
