import { work } from 'workloop';

/** Remembers that it was called, and nothing else. */
@work()
export class Remember {
  executions = 0;

  run(_key: string): void {
    this.executions += 1;
  }
}
