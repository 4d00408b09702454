import { describeExecutor } from './executor.js';

describeExecutor('thread', {
  signals: 'what kills a process kills its threads, and bytes beside the heap are not limited on a thread',
  processes:
    'a thread has no process of its own, and one that waits for another program cannot be ended before that',
  'raw output': 'a thread shares the file descriptors of the app',
  cooperation: 'a body on a thread is ended, and does not have to end itself',
});
