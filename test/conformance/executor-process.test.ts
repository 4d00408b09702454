import { describeExecutor } from './executor.js';

describeExecutor('process', {
  cooperation: 'a body in a process is ended, and does not have to end itself',
});
