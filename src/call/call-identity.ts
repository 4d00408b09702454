import type { WorkDefinition } from '../component/definition.js';
import type { ResolvedWorkOptions } from '../component/options.js';
import { InvalidOptionError, UnhashableArgumentError } from '../errors.js';
import { type CallKey, callKeyOf, partialCallKeyOf } from '../identity/call-key.js';
import { textKit } from '../identity/kit.js';
import type { Hasher } from '../plan.js';

/** A work, as far as the identity of its calls goes. */
export interface IdentifiedWork {
  readonly options: ResolvedWorkOptions;
  /** What messages call it. */
  readonly label: string;
}

/** How the calls of one work class are told apart. One for each class, shared by its instances. */
export class CallIdentity {
  readonly hasher: Hasher | undefined;

  constructor(private readonly definition: WorkDefinition) {
    this.hasher = definition.plan?.hasher?.(textKit);
  }

  /**
   * The key of a call of a work.
   *
   * @throws {UnhashableArgumentError} where an argument cannot be identified, naming it and the work.
   */
  keyOf(args: readonly unknown[], work: IdentifiedWork): CallKey {
    const { options } = work;
    try {
      return options.ignore.length === 0 ? callKeyOf(args, this.hasher) : this.#keyWithout(options, args);
    } catch (error) {
      throw error instanceof UnhashableArgumentError ? error.inCallOf(work.label) : error;
    }
  }

  /** What a message calls the argument at a position: its parameter's name where the transformer told it. */
  nameOf(position: number): string {
    const params = this.definition.plan?.params ?? [];
    const name = params[position];
    return name === undefined || name.startsWith('...')
      ? `args[${position}]`
      : `\`${name}\` (args[${position}])`;
  }

  /** Positions of the arguments that do not count. */
  ignoredPositions({ ignore }: ResolvedWorkOptions): readonly number[] {
    return ignore.map((item) => (typeof item === 'number' ? item : this.#positionOf(item)));
  }

  #keyWithout(options: ResolvedWorkOptions, args: readonly unknown[]): CallKey {
    const positions = this.ignoredPositions(options);
    // Left out altogether rather than blanked: `run(1)` and `run(1, ignored)` are one call. The key says what was left
    // out, so that a change of the option never takes one call for another.
    const counting = args.filter((_, position) => !positions.includes(position));
    return partialCallKeyOf(counting, positions);
  }

  #positionOf(name: string): number {
    const { plan } = this.definition;
    const position = plan?.params?.indexOf(name) ?? -1;
    if (position !== -1) return position;
    throw new InvalidOptionError(
      'ignore',
      plan?.params === undefined
        ? `made of positions, because \`${this.definition.name}\` was compiled without the transformer, which knows names`
        : `made of positions and names of parameters (${plan.params.join(', ')}), none of them a rest parameter`,
      name,
    );
  }
}
