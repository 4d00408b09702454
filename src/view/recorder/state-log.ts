import { isStateOf } from '../../component/state/state-fields.js';
import type { ComponentNode } from '../../component/tree.js';
import type { Engine } from '../../loop/engine.js';
import type { StateChange, StateInfo } from '../api.js';
import type { Allowance } from './allowance.js';
import { textOfField } from './value-text.js';

/** So many changes wait to be told at most; */
const MOST_CHANGES = 1_000;
/** so many of each component are remembered, however often others change; */
const MOST_OF_ONE = 20;
/** and so many fields of one component are looked at. */
const MOST_FIELDS = 200;

/** The public fields of an app's components as texts, and what became of them. */
export class StateLog {
  /** What each field was when it was looked at last. */
  readonly #texts = new WeakMap<object, Map<string, string>>();
  /** Fields that may have another value, each with the pass that was under way. */
  readonly #touched = new Map<object, Map<string, number>>();
  /** Components whose fields nobody has looked at. */
  readonly #unread = new Set<object>();
  /** The last ones of each component, newest last. */
  readonly #changes = new WeakMap<object, StateChange[]>();
  #untold: StateChange[] = [];
  #lastId = 0;

  constructor(private readonly engine: Pick<Engine, 'members' | 'context'>) {}

  get isEmpty(): boolean {
    return !this.isToBeLookedAt && this.#untold.length === 0;
  }

  /** Whether there is something to look at. */
  get isToBeLookedAt(): boolean {
    return this.#touched.size > 0 || this.#unread.size > 0;
  }

  /** A component has joined: what its fields are now is what they were before the first change. */
  joined(component: object): void {
    this.#unread.add(component);
  }

  touched(component: object, field: string): void {
    const fields = this.#touched.get(component) ?? new Map<string, number>();
    this.#touched.set(component, fields.set(field, this.engine.context.counts.passes));
  }

  /** Looks at what was touched, as long as it may. */
  look(atMs: number, allowance: Allowance): void {
    // First: what is read is what stands before the changes to come.
    for (const component of this.#unread) {
      if (!allowance.isLeft) return;
      this.#unread.delete(component);
      const node = this.engine.members.nodeOf(component);
      if (node !== undefined) this.#read(node);
    }
    for (const [component, fields] of this.#touched) {
      const node = this.engine.members.nodeOf(component);
      for (const [field, pass] of node === undefined ? [] : fields) {
        if (!allowance.isLeft) return;
        fields.delete(field);
        this.#lookAt(node!, field, { pass, atMs });
      }
      this.#touched.delete(component);
    }
  }

  take(): readonly StateChange[] {
    const changes = this.#untold.slice(-MOST_CHANGES);
    this.#untold = [];
    return changes;
  }

  infoOf(node: ComponentNode): StateInfo {
    const { path } = node;
    const fields = this.#fieldsOf(node).slice(0, MOST_FIELDS);
    return {
      path,
      fields: fields.map((name) => ({ name, value: this.#textOf(node, name) ?? 'gone' })),
      changes: (this.#changes.get(node.component) ?? []).slice(-MOST_OF_ONE).reverse(),
    };
  }

  #read(node: ComponentNode): void {
    const texts = this.#textsOf(node.component);
    for (const name of this.#fieldsOf(node).slice(0, MOST_FIELDS)) {
      const text = texts.has(name) ? undefined : this.#textOf(node, name);
      if (text !== undefined) texts.set(name, text);
    }
  }

  #lookAt(node: ComponentNode, field: string, when: Pick<StateChange, 'pass' | 'atMs'>): void {
    const texts = this.#textsOf(node.component);
    const before = texts.get(field);
    const after = this.#textOf(node, field);
    // It was set to what it was, or differs where nobody looks.
    if (before === after) return;
    if (after === undefined) texts.delete(field);
    else texts.set(field, after);
    const change: StateChange = {
      id: ++this.#lastId,
      ...when,
      path: node.path,
      field,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
    this.#untold.push(change);
    if (this.#untold.length > 2 * MOST_CHANGES) this.#untold = this.#untold.slice(-MOST_CHANGES);
    const known = this.#changes.get(node.component) ?? [];
    known.push(change);
    // Now and then, not each time.
    this.#changes.set(node.component, known.length > 2 * MOST_OF_ONE ? known.slice(-MOST_OF_ONE) : known);
  }

  /** A field as text; `undefined` where there is none. An accessor of the person's own is not asked. */
  #textOf({ component, path }: ComponentNode, name: string): string | undefined {
    const work = this.engine.members.workOf(component);
    const showing = { redact: this.engine.context.redact, work: path, name };
    if (work !== undefined) {
      const fields = work.state.fields();
      return Object.hasOwn(fields, name) ? textOfField(fields[name], showing) : undefined;
    }
    const property = Reflect.getOwnPropertyDescriptor(component, name);
    if (property === undefined) return undefined;
    return 'value' in property ? textOfField(property.value, showing) : 'an accessor';
  }

  #fieldsOf({ component, definition }: ComponentNode): readonly string[] {
    return Object.keys(component).filter(isStateOf(definition));
  }

  #textsOf(component: object): Map<string, string> {
    let texts = this.#texts.get(component);
    if (texts === undefined) {
      texts = new Map();
      this.#texts.set(component, texts);
    }
    return texts;
  }
}
