import semver from 'semver';
import { declaredRange, installedPackage, readManifest, workspaceRootOf } from '../installed-package.js';
import { isWithin, type Toolchain, toolchains, whyNot } from '../toolchain.js';
import type { Obstacle } from './init-plan.js';

/** A package that a project asks for already. */
interface Asked {
  readonly name: string;
  readonly range: string;
  readonly installed: string | undefined;
}

/** Chooses the versions of TypeScript and ts-patch for a project, which may have one of them or both. */
export function chooseToolchain(folder: string): Toolchain | { readonly obstacle: Obstacle } {
  const [typescript, tsPatch] = [askedFor('typescript', folder), askedFor('ts-patch', folder)];
  const toolchain = toolchains.find(
    (one) =>
      fits(typescript, one.typescript, one.typescriptRange) && fits(tsPatch, one.tsPatch, one.tsPatchRange),
  );
  return toolchain ?? { obstacle: obstacleOf(typescript, tsPatch) };
}

/** Asked for by the package itself or by the root of its workspace. */
function askedFor(name: string, folder: string): Asked | undefined {
  const range = askedRange(name, folder);
  if (range === undefined) return undefined;
  return { name, range, installed: installedPackage(name, folder)?.version };
}

/** The range under which a package, or the root of its workspace, asks for another one. */
export function askedRange(name: string, folder: string): string | undefined {
  const root = workspaceRootOf(folder);
  return declaredRange(readManifest(folder), name) ?? (root && declaredRange(readManifest(root), name));
}

function fits(asked: Asked | undefined, version: string, range: string): boolean {
  if (asked === undefined) return true;
  if (asked.installed !== undefined) return isWithin(asked.installed, range);
  // Not installed yet: the range has to lead there, and not to a later version that does not fit.
  const isOpen =
    asked.name === 'typescript' && semver.validRange(asked.range) && isWithin('7.0.0', asked.range);
  return semver.validRange(asked.range) !== null && isWithin(version, asked.range) && !isOpen;
}

function obstacleOf(typescript: Asked | undefined, tsPatch: Asked | undefined): Obstacle {
  const ofTypescript = toolchains.find((one) => fits(typescript, one.typescript, one.typescriptRange));
  if (typescript !== undefined && ofTypescript === undefined) {
    const { installed } = typescript;
    return {
      file: 'package.json',
      what: `It asks for ${said(typescript)}. ${installed === undefined ? 'It is not certain that a version comes from that which fits.' : whyNot(installed)}`,
      byHand: `Install one that does: \`npm install --save-dev --save-exact typescript@${toolchains[0]?.typescript}\`.`,
    };
  }
  const wanted = (ofTypescript ?? toolchains[0])?.tsPatch;
  const beside = typescript ? ` beside ${said(typescript)}` : '';
  return {
    file: 'package.json',
    what: `It asks for ${tsPatch ? said(tsPatch) : 'ts-patch'}${beside}, and these do not fit workloop and one another.`,
    byHand: `Install the one that does: \`npm install --save-dev --save-exact ts-patch@${wanted}\`.`,
  };
}

function said({ name, range, installed }: Asked): string {
  return `${name} \`${range}\`${installed === undefined ? '' : ` (${installed} is installed)`}`;
}
