import { flow, work } from 'workloop';
import { Deferred } from './deferred.js';

/** A parallel work that ends when its test lets it. */
@work({ parallel: true })
export class Slow {
  readonly _log: string[] = [];
  readonly _gate = new Deferred<string>();
  run(name: string): Promise<string> {
    this._log.push(name);
    return this._gate.promise;
  }
}

/** A root that does what is given, once, and counts its passes. */
export function doing(run: () => void, works: Record<string, object> = {}) {
  @flow()
  class Root {
    works = works;
    _passes = 0;
    run(): void {
      this._passes++;
      run();
    }
  }
  return new Root();
}
