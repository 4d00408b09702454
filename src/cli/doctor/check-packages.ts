import { installedPackage } from '../installed-package.js';
import { ownManifest } from '../own-package.js';
import { isWithin, type Toolchain, toolchainOf, toolchains, whyNot } from '../toolchain.js';
import { type Finding, fine } from './finding.js';

/** Holds the packages that compile the project against one another. */
export function checkPackages(folder: string): Finding[] {
  const toolchain = toolchainOf(installedPackage('typescript', folder)?.version ?? '');
  return [checkWorkloop(folder), checkTypescript(folder), checkTsPatch(folder, toolchain)];
}

function checkWorkloop(folder: string): Finding {
  const version = installedPackage('workloop', folder)?.version;
  if (version === undefined)
    return {
      check: 'workloop',
      severity: 'problem',
      what: 'workloop is not installed here.',
      remedy: 'Run `npx workloop init`, or `npm install` if package.json asks for it already.',
    };
  if (version === ownManifest.version) return fine('workloop', `workloop ${version}.`);
  return {
    check: 'workloop',
    severity: 'warning',
    what: `The project has workloop ${version}, and this is the command of ${ownManifest.version}.`,
    remedy: 'Use the command of the project: `npx workloop doctor` in its folder.',
  };
}

function checkTypescript(folder: string): Finding {
  const version = installedPackage('typescript', folder)?.version;
  const install = `Install it: \`npm install --save-dev --save-exact typescript@${toolchains[0]?.typescript}\`.`;
  const problem = { check: 'typescript', severity: 'problem', remedy: install } as const;
  if (version === undefined) return { ...problem, what: 'TypeScript is not installed here.' };
  if (toolchainOf(version) !== undefined) return fine('typescript', `TypeScript ${version}.`);
  return {
    ...problem,
    what: `${whyNot(version)} It is to be 5.9 or 6.`,
    remedy: install.replace('Install it', 'Install one that is'),
  };
}

function checkTsPatch(folder: string, toolchain: Toolchain | undefined): Finding {
  const version = installedPackage('ts-patch', folder)?.version;
  const { tsPatch, tsPatchRange, typescriptRange } = toolchain ?? (toolchains[0] as Toolchain);
  const remedy = `Install the one that fits: \`npm install --save-dev --save-exact ts-patch@${tsPatch}\`.`;
  if (version === undefined)
    return {
      check: 'ts-patch',
      severity: 'problem',
      what: 'ts-patch, which has `tspc`, is not installed here.',
      remedy,
    };
  const isKnown = toolchains.some((one) => isWithin(version, one.tsPatchRange));
  // Where TypeScript is wrong, that has been said; what goes with it cannot be known.
  if (isWithin(version, tsPatchRange) || (toolchain === undefined && isKnown))
    return fine('ts-patch', `ts-patch ${version}.`);
  return {
    check: 'ts-patch',
    severity: 'problem',
    what: `ts-patch ${version} does not go with TypeScript ${typescriptRange}, which takes ts-patch ${tsPatchRange}.`,
    remedy,
  };
}
