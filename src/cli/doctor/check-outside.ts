import { relative } from 'node:path';
import type { Components } from './components.js';
import { type Finding, fine } from './finding.js';
import type { Project } from './project.js';

/** Works and flows that no build with the transformer sees. Tests that go through it by way of jest are seen. */
export function checkOutside(
  project: Project,
  components: Components,
  isJestTransforming: boolean,
): Finding[] {
  if (project.compiler === undefined) return [];
  const files = components.outside
    .map((file) => relative(project.folder, file))
    .filter((file) => !(isJestTransforming && isTest(file)));
  const count = components.compiled.length;
  if (files.length === 0)
    return [
      fine('sources', count === 0 ? 'No works or flows yet.' : `${counted(count)} with works or flows.`),
    ];
  const configs = project.configPaths.map((path) => relative(project.folder, path)).join(', ');
  return [
    {
      check: 'sources',
      severity: 'problem',
      where: files,
      what: `Works or flows are in ${counted(files.length)} that ${configs} does not compile, so that nothing transforms them.`,
      remedy: 'Add them to `include` or `files` there, or move them to where it looks.',
    },
  ];
}

function isTest(file: string): boolean {
  return /\.(test|spec)\.[cm]?tsx?$|(^|[\\/])(__tests__|tests?)[\\/]/.test(file);
}

function counted(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
