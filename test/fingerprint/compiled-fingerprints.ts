import type { Fingerprint } from '../../src/fingerprint/fingerprint.js';
import { Fingerprints } from '../../src/fingerprint/fingerprints.js';
import { type CompileOptions, compileFiles } from '../transformer/compile.js';

const REGISTRY = Symbol.for('workloop.registry');

/** What modules register that are compiled in memory and loaded from one of them. */
export function registryOf(
  files: Readonly<Record<string, string>>,
  { entry = 'src/app.ts', modules = {}, ...options }: CompileOptions & Loading = {},
): unknown[] {
  const compiled = compileFiles(files, { expectedCodes: 'any', ...options });
  const before: unknown = Reflect.get(globalThis, REGISTRY);
  const registry: unknown[] = [];
  Reflect.set(globalThis, REGISTRY, registry);
  try {
    compiled.evaluate(entry, modules);
  } finally {
    Reflect.set(globalThis, REGISTRY, before);
  }
  return registry;
}

/** What the modules are loaded with. */
export interface Loading {
  readonly entry?: string;
  /** Packages by their names. */
  readonly modules?: Readonly<Record<string, unknown>>;
}

/** The fingerprint of a class, `Subject` of `src/app.ts` by default. */
export function fingerprintIn(
  files: Readonly<Record<string, string>>,
  options: CompileOptions & Loading & { readonly id?: string } = {},
): Fingerprint {
  const { id = 'project/src/app#Subject', ...rest } = options;
  const registry = registryOf(files, rest);
  return new Fingerprints(() => registry).of(id);
}

/** The names that a known fingerprint reaches. */
export function namesOf(fingerprint: Fingerprint): string[] {
  if (fingerprint.kind === 'unknown') throw new Error(fingerprint.reasons.join('\n'));
  return fingerprint.reaches.map(({ name }) => name);
}
