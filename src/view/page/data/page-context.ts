import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Answers } from './answers.js';
import type { ApiClient } from './api-client.js';
import type { Connection } from './connection.js';
import type { OlderCalls } from './older-calls.js';
import type { OlderLogs } from './older-logs.js';
import type { Store } from './store.js';

/** What the parts of the page work with. */
export interface PageContext {
  readonly store: Store;
  readonly client: ApiClient;
  readonly connection: Connection;
  readonly olderCalls: OlderCalls;
  readonly olderLogs: OlderLogs;
  readonly answers: Answers;
}

export const Page = createContext<PageContext | undefined>(undefined);

/** What the page works with, for a component of it. */
export function usePage(): PageContext {
  const page = useContext(Page);
  if (page === undefined) throw new Error('Components of the page are rendered within <Page.Provider>.');
  return page;
}
