import { types } from 'node:util';
import { messageOf } from '../../errors.js';
import type { Panel } from '../api.js';
import { PanelShapeError } from './panel-reader.js';
import { readPanels } from './read-panels.js';

/** The panels of one component, or why there are none. */
export interface ComponentPanels {
  readonly panels: readonly Panel[];
  /** What `view()` threw, or which part of what it returned is none of the shapes. */
  readonly error?: string;
}

const MOST_MESSAGE = 1_000;

/**
 * Whether a component has panels: its class, or one that it extends, has a method `view` that needs no arguments. A field
 * of that name is state, and a method that wants arguments is the component's own business.
 */
export function hasPanel(component: object): boolean {
  return viewMethodOf(component) !== undefined;
}

/**
 * Calls `view()` of a component and copies what it returns, so that later changes do not matter. Never throws. Not for use
 * in a pass: what `view()` shows is what the fields hold.
 */
export function panelsOf(component: object): ComponentPanels {
  const view = viewMethodOf(component);
  if (view === undefined) return { panels: [] };
  let returned: unknown;
  try {
    returned = Reflect.apply(view, component, []);
  } catch (error) {
    return refusal(`\`view()\` threw: ${messageOf(error)}`);
  }
  try {
    if (isThenable(returned)) {
      // What becomes of it is nobody's business any more; an unhandled rejection would end the process.
      Promise.resolve(returned).catch(() => undefined);
      return refusal('`view()` returned a promise. It is to return panels at once, of what the fields hold.');
    }
    return { panels: readPanels(returned) };
  } catch (error) {
    return refusal(
      error instanceof PanelShapeError
        ? `\`view()\` returned what is no panel: ${error.message}.`
        : `What \`view()\` returned threw when it was read: ${messageOf(error)}`,
    );
  }
}

function viewMethodOf(component: object): ((...args: never) => unknown) | undefined {
  for (
    let prototype: object | null = Object.getPrototypeOf(component);
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const property = Object.getOwnPropertyDescriptor(prototype, 'view');
    if (property === undefined) continue;
    return typeof property.value === 'function' && property.value.length === 0 ? property.value : undefined;
  }
  return undefined;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return types.isPromise(value) || typeof (value as { readonly then?: unknown }).then === 'function';
}

function refusal(message: string): ComponentPanels {
  return {
    panels: [],
    error: message.length > MOST_MESSAGE ? `${message.slice(0, MOST_MESSAGE)}…` : message,
  };
}
