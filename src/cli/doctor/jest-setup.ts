import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredRange } from '../installed-package.js';
import { type Finding, fine } from './finding.js';
import type { Project } from './project.js';

/** How jest compiles the tests of a project. */
export interface JestSetup {
  readonly isTransforming: boolean;
  readonly findings: readonly Finding[];
}

const names = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map((extension) => `jest.config.${extension}`);

/** Looks whether ts-jest has the transformer. By the text of its configuration: to run it might do anything. */
export function lookAtJest(project: Project): JestSetup {
  const files = names.filter((name) => existsSync(join(project.folder, name)));
  const texts = files.map((name) => readFileSync(join(project.folder, name), 'utf8'));
  if (project.manifest?.jest !== undefined) {
    files.push('package.json');
    texts.push(JSON.stringify(project.manifest.jest));
  }
  const text = texts.join('\n');
  const usesTsJest =
    text.includes('ts-jest') ||
    (files.length > 0 && declaredRange(project.manifest, 'ts-jest') !== undefined);
  const isTransforming = /workloop\/(dist\/)?transformer\/jest|transformer\/jest(\.js)?['"]/.test(text);
  if (!usesTsJest) return { isTransforming, findings: [] };
  if (isTransforming) return { isTransforming, findings: [fine('jest', 'ts-jest has the transformer.')] };
  return {
    isTransforming,
    findings: [
      {
        check: 'jest',
        severity: 'problem',
        where: files,
        what: 'ts-jest compiles without the transformer, so tests run other code than the app does.',
        remedy:
          "Give ts-jest the option `astTransformers: { before: ['workloop/transformer/jest'] }` (transformer/README.md of the package has whole configurations).",
      },
    ],
  };
}
