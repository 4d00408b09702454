import { resolve } from 'node:path';
import { type Components, namesOnly } from './components.js';
import { componentFilesIn } from './components-in.js';
import { type Finding, fine } from './finding.js';
import type { Project } from './project.js';
import { commandsOf, type ScriptBuild } from './script-builds.js';

/** Programs that compile or run TypeScript and take no transformer of TypeScript. */
const otherTools =
  /^(tsx|ts-node|ts-node-esm|swc|esbuild|tsup|tsdown|vite-node|bun|sucrase-node|babel|babel-node|vite|vitest)$/;

/** Scripts that compile or run works and flows without the transformer. */
export function checkScripts(project: Project, components: Components): Finding[] {
  const builds = project.builds.filter((build) => isUntransformed(project, build, components));
  const scripts = Object.entries(project.manifest?.scripts ?? {});
  const others = scripts.filter(([, line]) => typeof line === 'string' && otherToolIn(line) !== undefined);
  const findings: Finding[] = builds.map(({ script, line }) => ({
    check: 'scripts',
    severity: 'problem',
    where: [`script \`${script}\``],
    what: `It calls \`tsc\`, which runs no transformer: \`${line}\`.`,
    remedy: 'Let it call `tspc`, which takes the same options. (For types alone: `tsc --noEmit`.)',
  }));
  for (const [script, line] of others) {
    findings.push({
      check: 'scripts',
      severity: 'warning',
      where: [`script \`${script}\``],
      what: `\`${otherToolIn(line)}\` runs no transformer. Works and flows behave the same there, slower, and without fingerprints nothing of them is stored unless \`version\` is given.`,
      remedy: 'Build what is to last with `tspc`, and run it with `node`.',
    });
  }
  if (findings.length > 0) return findings;
  return [fine('scripts', 'No script compiles without the transformer.')];
}

function isUntransformed(project: Project, build: ScriptBuild, components: Components): boolean {
  if (project.isTransforming(build) || !build.isEmitting) return false;
  const { compiler } = project;
  if (compiler === undefined) return true;
  const configs = project.configsOf(build).flatMap((path) => project.config(path) ?? []);
  return configs.some(({ parsed }) => {
    const { options, fileNames } = parsed;
    if (options.noEmit || options.emitDeclarationOnly) return false;
    const files = new Set(fileNames.map((file) => resolve(file)));
    if (components.compiled.some(({ file }) => files.has(file))) return true;
    // The file of an app to come would be compiled by the same call.
    if (components.compiled.length === 0 && components.outside.length === 0) return true;
    return (
      componentFilesIn(compiler, compiler.createProgram(fileNames, { ...options, ...namesOnly })).length > 0
    );
  });
}

function otherToolIn(line: string): string | undefined {
  return commandsOf(line)
    .map((words) =>
      words.find((word) => !/^(npx|pnpm|yarn|bunx|exec|dlx|cross-env|node|\w+=.*|-.*)$/.test(word)),
    )
    .find((word) => word !== undefined && otherTools.test(word));
}
