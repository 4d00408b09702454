import type { Manifest } from '../installed-package.js';
import { isJsonObject } from '../json-document.js';
import { ownManifest } from '../own-package.js';
import { isWithin } from '../toolchain.js';
import { type Finding, fine } from './finding.js';

/** Holds the running Node against what workloop needs, and against what the project says that it needs. */
export function checkNode(manifest: Manifest | undefined): Finding[] {
  const version = process.versions.node;
  const ofProject = isJsonObject(manifest?.engines) ? manifest.engines.node : undefined;
  const wanted = [
    { who: 'workloop', range: ownManifest.engines.node },
    ...(typeof ofProject === 'string' ? [{ who: 'the `engines` of package.json', range: ofProject }] : []),
  ];
  const missed = wanted.filter(({ range }) => !isWithin(version, range));
  if (missed.length === 0) return [fine('node', `Node ${version}.`)];
  return missed.map(({ who, range }) => ({
    check: 'node',
    severity: 'problem',
    what: `Node ${version} runs, and ${who} asks for ${range}.`,
    remedy: `Install a Node that is ${range}.`,
  }));
}
