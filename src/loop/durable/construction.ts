import { decode } from '../../codec/decode.js';
import { encode } from '../../codec/encode.js';
import { pack, unpack } from '../../codec/pack.js';
import { classesById } from '../../component/class-registry.js';
import { constructorArgumentsOf } from '../../component/constructed.js';
import {
  type AnyClass,
  type Definition,
  definitionOf,
  ownDefinitionOfClass,
} from '../../component/definition.js';
import type { WorkOptions } from '../../component/options.js';
import { withOptions } from '../../component/with-options.js';
import { messageOf, RebuildError } from '../../errors.js';
import { canonicalizeArguments, digestOfText } from '../../identity/canonical.js';
import type { ComponentEntry } from './component-entry.js';

/** How a component was made, as far as the next run is concerned. */
export interface Construction {
  /** Id of its class. */
  readonly classId: string;
  /** What its constructor was called with, encoded; or why it cannot be made again from that, as a clause. */
  readonly args:
    | { readonly kind: 'known'; readonly bytes: Uint8Array }
    | { readonly kind: 'unknown'; readonly reason: string };
  /** By what its arguments are told apart; or why they cannot be, as a clause. */
  readonly identity:
    | { readonly kind: 'known'; readonly digest: string }
    | { readonly kind: 'unknown'; readonly reason: string };
}

/** How a component was made. */
export function constructionOf(component: object, definition: Definition): Construction {
  const reason = whyUnknown(component, definition);
  if (reason !== undefined) {
    const unknown = { kind: 'unknown', reason } as const;
    return { classId: definition.id, args: unknown, identity: unknown };
  }
  const args = constructorArgumentsOf(component) ?? none;
  if (args.length === 0) return { classId: definition.id, ...argumentless };
  return { classId: definition.id, args: encodedArgs(args), identity: identityOf(args) };
}

/** Whether two constructions have the same arguments, as far as they can be identified. */
export function haveSameArguments({ identity }: Construction, entry: ComponentEntry): boolean {
  return (identity.kind === 'known' ? identity.digest : undefined) === entry.argsDigest;
}

/**
 * Makes a component anew as it was made in an earlier run.
 *
 * @throws {RebuildError} where that cannot be done.
 */
export function rebuild(entry: ComponentEntry): object {
  const { path, classId } = entry;
  const refuse = (reason: string, cause?: unknown): never => {
    throw new RebuildError(path, classId, reason, cause === undefined ? undefined : { cause });
  };
  if (entry.args === undefined) {
    return refuse(
      'its constructor arguments could not be stored. Give it arguments that can be, and compile with the transformer.',
    );
  }
  const [Class, ...others] = classesById(classId);
  if (Class === undefined) {
    return refuse(
      'no class is known by this id. Load its module before the app is made, or give the class the name and the place that it had.',
    );
  }
  if (others.length > 0) {
    return refuse(
      `${others.length + 1} classes are known by this id, because a function or a module was evaluated several times. Declare it once, at the top of its module.`,
    );
  }
  let args: readonly unknown[];
  try {
    args = decode(unpack(entry.args)) as readonly unknown[];
  } catch (error) {
    return refuse(`its constructor arguments cannot be read: ${messageOf(error)}`, error);
  }
  const component = construct(Class, args, refuse);
  if (entry.options !== undefined) withOptions(component, decode(unpack(entry.options)) as WorkOptions);
  return component;
}

const none: readonly unknown[] = Object.freeze([]);

const argumentless = {
  args: { kind: 'known', bytes: pack(encode(none, 'args')) },
  identity: { kind: 'known', digest: digestOfText(canonicalizeArguments(none)) },
} as const;

function construct(
  Class: AnyClass,
  args: readonly unknown[],
  refuse: (reason: string, cause: unknown) => never,
): object {
  try {
    return Reflect.construct(Class as unknown as new (...args: unknown[]) => object, [...args]);
  } catch (error) {
    return refuse(`its constructor threw: ${messageOf(error)}`, error);
  }
}

/** Why nothing is known of how a component was made. */
function whyUnknown(component: object, definition: Definition): string | undefined {
  if (definition.plan === undefined) {
    return `its class \`${definition.name}\` was compiled without the transformer, so nobody knows its constructor arguments. Compile with \`tspc\``;
  }
  const { constructor: Class } = Object.getPrototypeOf(component) as { readonly constructor: AnyClass };
  if (ownDefinitionOfClass(Class) !== undefined || definitionOf(component) !== definition) return undefined;
  return `its class \`${Class.name}\` extends \`${definition.name}\` and is not decorated itself. Decorate it`;
}

function encodedArgs(args: readonly unknown[]): Construction['args'] {
  try {
    return { kind: 'known', bytes: pack(encode(args, 'args')) };
  } catch (error) {
    const reason = `of its constructor, ${lowerFirst(messageOf(error)).replace(/\.$/, '')}`;
    return { kind: 'unknown', reason };
  }
}

function identityOf(args: readonly unknown[]): Construction['identity'] {
  try {
    return { kind: 'known', digest: digestOfText(canonicalizeArguments(args)) };
  } catch (error) {
    return { kind: 'unknown', reason: messageOf(error).replace(/\.$/, '') };
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
