import { describeExecutor } from './executor.js';

const shared = 'what runs on the thread of the app, on the instance of the flow, does not cross anything';

describeExecutor('inline', {
  crossing: `${shared}; the queue copies arguments and results are checked by the ledger`,
  interruption: 'inline is cooperative: nobody can end a body from outside',
  loading: 'inline loads nothing and makes no instance',
  crashes: 'a crash of the app itself leaves nobody to tell of it',
  signals: 'a crash of the app itself leaves nobody to tell of it',
  processes: 'inline has no process of its own',
  output: 'a body prints on the streams of the app',
  'raw output': 'a body prints on the streams of the app',
  habits: 'a body has the streams and the process of the app',
  'few threads': 'inline has no threads',
  'fields that part': `${shared}; the app watches the fields itself`,
  state: `${shared}; the app watches the fields itself`,
});
