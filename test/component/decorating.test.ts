import { isDeepStrictEqual } from 'node:util';
import {
  DEFINITION_KEY,
  type Definition,
  defaultWorkOptions,
  flow,
  type WorkDefinition,
  work,
} from 'workloop';

/** The definition that other tools read off a class. */
function definitionIn(target: object): Definition {
  return Reflect.getMetadata(DEFINITION_KEY, target) as Definition;
}

describe('@work', () => {
  it.each<[string, (executed: number[]) => { run(n: number): number }]>([
    [
      '@work on the class',
      (executed) => {
        @work
        class Sole {
          run(n: number): number {
            executed.push(n);
            return n;
          }
        }
        return new Sole();
      },
    ],
    [
      '@work() on the class',
      (executed) => {
        @work()
        class Sole {
          run(n: number): number {
            executed.push(n);
            return n;
          }
        }
        return new Sole();
      },
    ],
    [
      '@work({…}) on the class',
      (executed) => {
        @work({ cacheCalls: true })
        class Sole {
          run(n: number): number {
            executed.push(n);
            return n;
          }
        }
        return new Sole();
      },
    ],
    [
      '@work on run',
      (executed) => {
        class Sole {
          @work run(n: number): number {
            executed.push(n);
            return n;
          }
        }
        return new Sole();
      },
    ],
    [
      '@work() on run',
      (executed) => {
        class Sole {
          @work() run(n: number): number {
            executed.push(n);
            return n;
          }
        }
        return new Sole();
      },
    ],
    [
      '@work({…}) on run',
      (executed) => {
        class Sole {
          @work({ parallel: false }) run(n: number): number {
            executed.push(n);
            return n;
          }
        }
        return new Sole();
      },
    ],
  ])('%s makes a work', (_name, make) => {
    const executed: number[] = [];
    const sole = make(executed);
    expect([sole.run(1), sole.run(1), sole.run(2)]).toEqual([1, 1, 2]);
    expect(executed).toEqual([1, 2]);
    expect(definitionIn(sole.constructor)).toMatchObject({ kind: 'work', name: 'Sole' });
  });

  it('leaves the class itself as it was: identity, name, statics, looks of run', () => {
    let seen: unknown;
    const note = (target: unknown, _context: unknown) => {
      seen = target;
    };
    @work()
    @note
    class Model {
      static readonly version = 3;
      static create(): Model {
        return new Model('made');
      }
      constructor(readonly name: string) {}
      run(_a: number, _b: number, _c = 1): string {
        return this.name;
      }
    }
    expect(Model).toBe(seen);
    expect([Model.name, Model.version, Model.length]).toEqual(['Model', 3, 1]);
    expect(Model.create()).toBeInstanceOf(Model);
    expect(Model.create().constructor).toBe(Model);
    expect([Model.prototype.run.name, Model.prototype.run.length]).toEqual(['run', 2]);
    const { enumerable, writable, configurable } =
      Object.getOwnPropertyDescriptor(Model.prototype, 'run') ?? {};
    expect({ enumerable, writable, configurable }).toEqual({
      enumerable: false,
      writable: true,
      configurable: true,
    });
  });

  it('leaves nothing on an instance that its fields, its JSON or a comparison would show', () => {
    @work()
    class Plain {
      field = 1;
      run(): void {}
    }
    const plain = new Plain();
    plain.run();
    expect(Object.keys(plain)).toEqual(['field']);
    expect(JSON.stringify(plain)).toBe('{"field":1}');
    expect(isDeepStrictEqual(plain, new Plain())).toBe(true);
  });

  it('works on instances that are frozen or sealed', () => {
    let executions = 0;
    @work()
    class Frozen {
      constructor() {
        Object.freeze(this);
      }
      run(): number {
        return ++executions;
      }
    }
    const frozen = new Frozen();
    expect([frozen.run(), frozen.run()]).toEqual([1, 1]);
  });

  it('keeps what it was told as metadata, for other tools', () => {
    @work({ maxEntries: 5 })
    class Told {
      run(): void {}
    }
    const definition = definitionIn(Told) as WorkDefinition;
    expect(definition).toMatchObject({ kind: 'work', name: 'Told', options: { maxEntries: 5 } });
    expect(definition.plan).toBeUndefined();
    expect(definition.body).not.toBe(Told.prototype.run);
  });

  it('knows a class by its id where there is a plan', () => {
    class Planned {
      run(): void {}
    }
    work({}, { version: 1, id: 'src/app#Planned', isAsync: false, params: [] })(Planned);
    expect(definitionIn(Planned)).toMatchObject({ id: 'src/app#Planned', name: 'Planned' });
  });

  it.each([
    ['of another version', { version: 2, id: 'a#B', isAsync: false }, /version 2 .* version 1/],
    ['that is none', { cacheCalls: true }, /takes one argument/],
  ])('refuses a plan %s', (_name, plan, message) => {
    expect(() => work({}, plan as never)).toThrow(message);
    expect(() => flow(undefined, plan as never)).toThrow(message);
  });
});

describe('@flow', () => {
  it('defines with and without parentheses, and leaves run alone', () => {
    const log: string[] = [];
    @flow
    class Bare {
      run(): void {
        log.push('bare');
      }
    }
    @flow()
    class Called {
      run(): void {
        log.push('called');
      }
    }
    for (const component of [new Bare(), new Called()]) {
      component.run();
      component.run();
    }
    expect(log).toEqual(['bare', 'bare', 'called', 'called']);
    expect(definitionIn(Bare)).toMatchObject({ kind: 'flow', name: 'Bare' });
    expect(definitionIn(Called)).toMatchObject({ kind: 'flow', name: 'Called' });
  });
});

describe('the defaults', () => {
  it('stand in one frozen, exported place', () => {
    expect(defaultWorkOptions).toMatchObject({
      cacheCalls: true,
      parallel: false,
      raiseException: true,
      maxEntries: Number.POSITIVE_INFINITY,
      ttlMs: Number.POSITIVE_INFINITY,
      maxQueue: 1000,
      ignore: [],
    });
    expect(Object.isFrozen(defaultWorkOptions)).toBe(true);
  });
});
