import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Components } from './components.js';
import { type Finding, fine } from './finding.js';
import type { Project } from './project.js';

/** What the transformer puts into each module that it emits. */
const MARK = 'workloop.registry';

/** Compiled files of works and flows that have not gone through the transformer. */
export function checkOutput(project: Project, { compiled }: Components): Finding[] {
  const { compiler } = project;
  if (compiler === undefined || compiled.length === 0) return [];
  const outputs = compiled.flatMap(({ file, config: { parsed } }) => {
    // Files that are only imported are emitted as well, but the compiler does not say where.
    if (parsed.options.noEmit || !parsed.fileNames.some((one) => compiler.sys.resolvePath(one) === file))
      return [];
    const isBlindToCase = !compiler.sys.useCaseSensitiveFileNames;
    return compiler.getOutputFileNames(parsed, file, isBlindToCase).filter((one) => /\.[cm]?jsx?$/.test(one));
  });
  const built = [...new Set(outputs)].filter((file) => existsSync(file));
  const untransformed = built.filter((file) => !readFileSync(file, 'utf8').includes(MARK));
  if (untransformed.length === 0)
    return [
      fine('output', built.length === 0 ? 'Not built yet.' : 'What is built went through the transformer.'),
    ];
  return [
    {
      check: 'output',
      severity: 'problem',
      where: untransformed.map((file) => relative(project.folder, file)),
      what: 'These were compiled without the transformer.',
      remedy: 'Build again with `npx tspc`; with `-b` or `incremental`, remove the old output first.',
    },
  ];
}
