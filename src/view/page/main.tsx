import { effect } from '@preact/signals';
import { render } from 'preact';
import type { CallPage, LogPage } from '../api.js';
import { Answers } from './data/answers.js';
import { ApiClient } from './data/api-client.js';
import { Connection } from './data/connection.js';
import { OlderCalls } from './data/older-calls.js';
import { OlderLogs } from './data/older-logs.js';
import { Page } from './data/page-context.js';
import { followTheme } from './data/preferences.js';
import { Rest } from './data/rest.js';
import { keepSelectionInAddress } from './data/selection.js';
import { Store } from './data/store.js';
import { WholePage } from './shell/page.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/tree.css';
import './styles/timeline.css';
import './styles/details.css';
import './styles/charts.css';
import './styles/lists.css';
import './styles/narrow.css';
import './styles/forced-colors.css';

const token = document.querySelector<HTMLMetaElement>('meta[name=workloop-token]')?.content ?? '';
const store = new Store();
const client = new ApiClient(token);
const connection = new Connection(client, store);
const context = {
  store,
  client,
  connection,
  olderCalls: new OlderCalls((before, limit) => client.get<CallPage>('calls', { before, limit }), store),
  olderLogs: new OlderLogs(
    (path, before) => client.get<LogPage>('logs', { path, before, limit: 500 }),
    store,
  ),
  answers: new Answers(),
};

keepSelectionInAddress(store.app);
followTheme();
render(
  <Page.Provider value={context}>
    <WholePage />
  </Page.Provider>,
  document.querySelector('#page')!,
);

const rest = new Rest(navigator.locks);
effect(() => (rest.isResting.value ? connection.rest() : connection.goOn()));
document.addEventListener('visibilitychange', () => rest.see(!document.hidden));
rest.see(!document.hidden);
void connection.run();
