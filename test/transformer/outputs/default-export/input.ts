import { work } from 'workloop';

@work()
export default class {
  run() {}
}
