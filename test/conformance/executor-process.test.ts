import { describeExecutor } from './executor.js';

describeExecutor('process', {
  cooperation: 'a body in a process is ended, and does not have to end itself',
  'few threads': 'each slot has a process of its own, however many there are',
});
