import { decode } from '../../codec/decode.js';
import { definitionOf, type FlowDefinition } from '../../component/definition.js';
import { isStateOf } from '../../component/state/state-fields.js';
import { MigrationError, messageOf } from '../../errors.js';
import { isThenable } from '../../executor/executor.js';
import { childrenOf } from './children.js';
import { constructionOf, haveSameArguments, rebuild } from './construction.js';
import { idOf } from './durable-component.js';
import { type MadeComponents, placeIn } from './made-components.js';
import { decodeReferring } from './references.js';
import type { StoredComponent, StoredField, StoredTree } from './stored-tree.js';
import { codeDigestOf } from './work-code.js';

/** A flow whose code has changed and that wants to see to its state itself. */
interface Migration {
  readonly flow: { migrate(old: Readonly<Record<string, unknown>>): unknown };
  readonly path: string;
  /** The stored fields by name. */
  readonly old: Readonly<Record<string, unknown>>;
}

/** What the restorer works on. */
export interface RestorerParts {
  readonly stored: StoredTree;
  readonly made: MadeComponents;
  /** What an earlier run left, by the component that has taken it over. */
  readonly claims: Map<object, StoredComponent>;
  readonly warn: (message: string) => void;
}

/**
 * Gives flows the fields that an earlier run left, over those of their constructors, and makes the components anew that
 * are in them. From the root down, because a field of a flow decides what is below it.
 */
export class TreeRestorer {
  /** Flows whose fields are not what the store has, or may not be. */
  readonly changed = new Set<object>();
  readonly #migrations: Migration[] = [];

  constructor(private readonly parts: RestorerParts) {}

  /** Restores a component that is at a path, and all below it. */
  restore(component: object, path: string): void {
    const definition = definitionOf(component);
    if (definition?.kind !== 'flow') return;
    const stored = this.#claim(component, definition, path);
    if (stored !== undefined) this.#restoreFields(component, definition, stored, path);
    for (const child of childrenOf(component, path)) this.restore(child.component, child.path);
  }

  /**
   * Lets flows see to their state whose code has changed, each once, when all fields have been restored.
   *
   * @throws {MigrationError}
   */
  async migrate(): Promise<void> {
    for (const { flow, path, old } of this.#migrations.splice(0)) {
      try {
        const returned = flow.migrate(old);
        if (isThenable(returned)) await returned;
      } catch (error) {
        throw new MigrationError(path, error);
      }
    }
  }

  #claim(component: object, definition: FlowDefinition, path: string): StoredComponent | undefined {
    const { claims, stored } = this.parts;
    const known = claims.get(component);
    if (known !== undefined) return known;
    const found = stored.find(idOf(component, definition, path), constructionOf(component, definition));
    if (found !== undefined) this.#take(component, found);
    return found;
  }

  #take(component: object, stored: StoredComponent): void {
    this.parts.stored.take(stored);
    this.parts.claims.set(component, stored);
  }

  #restoreFields(
    flow: object,
    definition: FlowDefinition,
    { uid, entry, fields, lacksFields }: StoredComponent,
    path: string,
  ): void {
    // Half of a state can be worse than none: a flow makes the whole of it again of the results that are there.
    if (lacksFields) {
      this.changed.add(flow);
      this.parts.warn(
        `The state of \`${path}\` begins anew, because a part of what was stored of it cannot be read.`,
      );
      return;
    }
    const isSameCode = entry.code === codeDigestOf(definition);
    const isState = isStateOf(definition);
    const states = [...fields].filter(([name]) => isState(name));
    const uids = states.flatMap(([, { record }]) => (record.kind === 'components' ? record.uids : []));
    const where = { uid, path, storedPath: entry.path, isSameCode };
    const components = this.#componentsOf(flow, uids, where);
    const old: Record<string, unknown> = {};
    for (const [name, field] of states) {
      const value = this.#valueOf(flow, field, where, components);
      if (value === undefined) continue;
      if (field.record.kind === 'gone') Reflect.deleteProperty(flow, name);
      else {
        setField(flow, name, value.value);
        setField(old, name, value.value);
      }
    }
    if (isSameCode || typeof (flow as Partial<Migration['flow']>).migrate !== 'function') return;
    this.changed.add(flow);
    this.#migrations.push({ flow: flow as Migration['flow'], path, old });
  }

  #valueOf(
    flow: object,
    { record }: StoredField,
    where: FlowPlace,
    components: ReadonlyMap<string, object>,
  ): { readonly value: unknown } | undefined {
    if (record.kind === 'gone') return { value: undefined };
    try {
      if (record.kind === 'data') return { value: decode(record.value) };
    } catch (error) {
      this.parts.warn(
        `The field \`${record.name}\` of \`${where.path}\` keeps its first value, because the stored one cannot be read: ${messageOf(error)}`,
      );
      return undefined;
    }
    // What the new code put in the place of another, or what is left out, the store has otherwise.
    const isAsStored = (uid: string): boolean => {
      const component = components.get(uid);
      return component !== undefined && this.parts.claims.get(component)?.uid === uid;
    };
    if (!record.uids.every(isAsStored)) this.changed.add(flow);
    return decodeReferring(record.value, record.uids, (uid) => components.get(uid));
  }

  /** The components of all fields: those that constructors made come first, so that nobody else is taken for one of them. */
  #componentsOf(flow: object, uids: readonly string[], where: FlowPlace): ReadonlyMap<string, object> {
    const components = new Map<string, object>();
    const placed = new Set<object>();
    const known = uids.map((uid) => this.parts.stored.get(uid)).filter((stored) => stored !== undefined);
    const initial = known.filter(({ entry }) => entry.isInitial);
    const others = known.filter(({ entry }) => !entry.isInitial);
    for (const stored of [...initial, ...others]) {
      const component = this.#componentFor(flow, stored, where, placed);
      if (component === undefined) continue;
      placed.add(component);
      components.set(stored.uid, component);
    }
    return components;
  }

  #componentFor(
    flow: object,
    stored: StoredComponent,
    { uid, storedPath, isSameCode }: FlowPlace,
    placed: ReadonlySet<object>,
  ): object | undefined {
    const { entry } = stored;
    const { initialOwner = uid } = entry;
    const place = entry.initialPlace ?? placeIn(storedPath, entry.path);
    // What another flow made for itself is not there, and what is there now is another one.
    const made = initialOwner === uid ? this.parts.made.at(flow, place) : undefined;
    if (made !== undefined && !placed.has(made) && wasMadeAs(made, stored)) {
      this.#take(made, stored);
      return made;
    }
    if (entry.isInitial && initialOwner === uid) {
      // The code has another one there now, or none.
      if (made !== undefined) return placed.has(made) ? undefined : made;
      if (!isSameCode) return undefined;
    }
    const component = rebuild(entry);
    this.#take(component, stored);
    this.parts.made.note(component, entry.path);
    return component;
  }
}

/** Where a flow is, and was. */
interface FlowPlace {
  readonly uid: string;
  readonly path: string;
  readonly storedPath: string;
  readonly isSameCode: boolean;
}

function wasMadeAs(component: object, { entry }: StoredComponent): boolean {
  const definition = definitionOf(component);
  if (definition === undefined) return false;
  const construction = constructionOf(component, definition);
  return construction.classId === entry.classId && haveSameArguments(construction, entry);
}

/** Sets a field of an object's own, whatever its name; no setter of a class is meant. What cannot be assigned stays as it is. */
function setField(target: object, name: string, value: unknown): void {
  if (Object.hasOwn(target, name)) Reflect.set(target, name, value);
  else Reflect.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}
