import semver from 'semver';

/** Versions of the compiler and of what lets transformers into it that go together. */
export interface Toolchain {
  /** What a project gets that has none yet; each tried with workloop. */
  readonly typescript: string;
  readonly tsPatch: string;
  /** Which other versions are as good. */
  readonly typescriptRange: string;
  readonly tsPatchRange: string;
}

/** What workloop works with, best first. */
export const toolchains: readonly Toolchain[] = [
  { typescript: '5.9.3', tsPatch: '3.3.0', typescriptRange: '>=5.9.0 <6', tsPatchRange: '>=3.3.0 <4' },
  { typescript: '6.0.3', tsPatch: '4.0.1', typescriptRange: '>=6.0.0 <7', tsPatchRange: '>=4.0.0 <5' },
];

/** Whether a version is within a range; betas of a version count as that version. */
export function isWithin(version: string, range: string): boolean {
  return semver.satisfies(version, range, { includePrerelease: true });
}

/** The toolchain that a version of TypeScript belongs to. */
export function toolchainOf(typescript: string): Toolchain | undefined {
  return toolchains.find(({ typescriptRange }) => isWithin(typescript, typescriptRange));
}

/** Why a version of TypeScript cannot be used, as a sentence; for one that belongs to no toolchain. */
export function whyNot(typescript: string): string {
  return isWithin(typescript, '>=7')
    ? `TypeScript ${typescript} has no compiler API that a transformer could use.`
    : `TypeScript ${typescript} is older than workloop can use.`;
}
