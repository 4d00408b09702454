import { signal } from '@preact/signals';
import type { Action, ActionResult } from '../../api.js';
import type { ApiClient } from '../data/api-client.js';

/** What was asked and has not been answered, each as its text. Buttons come and go meanwhile, and there are two for some. */
const underWay = signal<ReadonlySet<string>>(new Set());

/** Whether the app has been asked for that, and has not answered yet; reading it subscribes. */
export function isUnderWay(action: Action): boolean {
  return underWay.value.has(JSON.stringify(action));
}

/** Asks the app for something; `undefined` where it is asked for the same already. */
export async function askFor(client: ApiClient, action: Action): Promise<ActionResult | undefined> {
  const text = JSON.stringify(action);
  if (underWay.peek().has(text)) return undefined;
  underWay.value = new Set([...underWay.peek(), text]);
  try {
    return await client.act(action);
  } finally {
    underWay.value = new Set([...underWay.peek()].filter((other) => other !== text));
  }
}
