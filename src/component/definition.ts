import 'reflect-metadata';
import type { Plan } from '../plan.js';
import type { AnyClass } from './any-class.js';
import { noteClass } from './class-registry.js';
// For what it does: whoever has components takes down what they are made with, from the first instance on.
import './constructed.js';
import type { WorkOptions } from './options.js';

/**
 * The key under which a component class carries its definition as `reflect-metadata` metadata, for other tools to read:
 * `Reflect.getMetadata(DEFINITION_KEY, Class)`. There from the decoration on; only a standard decorator on `run` is not
 * told its class, and there the first instance makes the definition known.
 */
export const DEFINITION_KEY = 'workloop:definition';

/** What `@work` found out about a class. */
export interface WorkDefinition {
  readonly kind: 'work';
  /** Name of the class, for messages. */
  readonly name: string;
  /** Class id from the plan, else the name. */
  readonly id: string;
  /** The options as the decorator was given them. */
  readonly options: WorkOptions;
  /** Absent where the class was compiled without the transformer. */
  readonly plan: Plan | undefined;
  /** The `run` that the person wrote. */
  readonly body: (...args: unknown[]) => unknown;
}

/** What `@flow` found out about a class. */
export interface FlowDefinition {
  readonly kind: 'flow';
  /** Whether `run` returns a promise, as far as that can be known. */
  readonly isAsync: boolean;
  /** Name of the class, for messages. */
  readonly name: string;
  /** Class id from the plan, else the name. */
  readonly id: string;
  /** Absent where the class was compiled without the transformer. */
  readonly plan: Plan | undefined;
}

/** The definition of a component class. */
export type Definition = WorkDefinition | FlowDefinition;

export type { AnyClass } from './any-class.js';

/** Hangs a definition on its class, where {@link definitionOf} and other tools find it; its id leads to the class. */
export function defineComponent(target: AnyClass, definition: Definition): void {
  noteClass(definition.id, target);
  Reflect.defineMetadata(DEFINITION_KEY, definition, target);
}

/** The definition of a class, its own or inherited; `undefined` for a class that is no component. */
export function definitionOfClass(target: AnyClass): Definition | undefined {
  return Reflect.getMetadata(DEFINITION_KEY, target) as Definition | undefined;
}

/** The definition that a class carries itself, leaving out what it inherits. */
export function ownDefinitionOfClass(target: AnyClass): Definition | undefined {
  return Reflect.getOwnMetadata(DEFINITION_KEY, target) as Definition | undefined;
}

/** What metadata said of the classes of components that were asked about, because metadata is slow to ask. */
const definitionsByPrototype = new WeakMap<object, Definition>();

/** The definition of an object's class; `undefined` for whatever is no component. */
export function definitionOf(value: unknown): Definition | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
  // Most values in the fields of a flow are plain data: answered before the metadata is asked.
  if (prototype === null || prototype === Object.prototype || prototype === Array.prototype) return undefined;
  const known = definitionsByPrototype.get(prototype);
  if (known !== undefined) return known;
  const target: unknown = prototype.constructor;
  if (typeof target !== 'function') return undefined;
  const definition = definitionOfClass(target as unknown as AnyClass);
  if (definition !== undefined) definitionsByPrototype.set(prototype, definition);
  return definition;
}
