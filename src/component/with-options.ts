import { isDeepStrictEqual } from 'node:util';
import { DecorationError } from '../errors.js';
import { definitionOf, type WorkDefinition } from './definition.js';
import { type ResolvedWorkOptions, resolveWorkOptions, type WorkOptions } from './options.js';
import { checkWorkOptions } from './work-options-check.js';

/** The options of one work instance, in a box of their own so that whoever holds it sees later changes. */
export class WorkSettings {
  /** Whether calls are cached, and every record answers until it is forgotten: what hits have to look at least. */
  isUnbounded = false;
  /** Called after a change, by whoever keeps something that follows from the options; told what they were before. */
  onChange: (before: ResolvedWorkOptions) => void = () => undefined;
  #options: ResolvedWorkOptions;

  constructor(options: ResolvedWorkOptions) {
    this.#options = options;
    this.options = options;
  }

  get options(): ResolvedWorkOptions {
    return this.#options;
  }

  set options(options: ResolvedWorkOptions) {
    const before = this.#options;
    this.#options = options;
    const { cacheCalls, maxEntries, ttlMs, ignore } = options;
    const isBounded = maxEntries !== Number.POSITIVE_INFINITY || ttlMs !== Number.POSITIVE_INFINITY;
    this.isUnbounded = cacheCalls && !isBounded && ignore.length === 0;
    this.onChange(before);
  }
}

const settingsByWork = new WeakMap<object, WorkSettings>();

/** The options that hold for one instance: the defaults, then its decorator's, then its own. */
export function settingsOf(work: object, definition: WorkDefinition): WorkSettings {
  let settings = settingsByWork.get(work);
  if (settings === undefined) {
    settings = new WorkSettings(resolveWorkOptions(definition.options));
    settingsByWork.set(work, settings);
  }
  return settings;
}

/**
 * Overrides options of one work instance, from its next call on, and returns the instance. Options that are not named
 * stay as they are.
 *
 * @throws {DecorationError} if `work` is not an instance of a work.
 * @throws {InvalidOptionError} on an unknown option or a value of the wrong kind.
 */
export function withOptions<Work extends object>(work: Work, options: WorkOptions): Work {
  const definition = definitionOf(work);
  if (definition?.kind !== 'work') {
    throw new DecorationError('`withOptions` takes an instance of a class that is decorated with `@work`.');
  }
  const settings = settingsOf(work, definition);
  settings.options = resolveWorkOptions(settings.options, checkWorkOptions(options));
  return work;
}

/** The options that hold for one instance and not for all of its class. */
export function specificOptionsOf(work: object, definition: WorkDefinition): WorkOptions {
  const general: ResolvedWorkOptions = resolveWorkOptions(definition.options);
  const { options } = settingsOf(work, definition);
  const specific = Object.entries(options).filter(
    ([name, value]) => !isDeepStrictEqual(value, general[name as keyof ResolvedWorkOptions]),
  );
  return Object.fromEntries(specific);
}
