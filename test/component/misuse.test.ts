import { flow, handleOf, withOptions, work } from 'workloop';
import { thrownBy } from './thrown-by.js';

const DECORATION = 'WORKLOOP_DECORATION';
const OPTION = 'WORKLOOP_INVALID_OPTION';

describe('a class that cannot be a work', () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      'without run',
      () => {
        @work()
        class NoRun {}
        return NoRun;
      },
      /`NoRun` is decorated with @work and has no `run` method/,
    ],
    [
      'with run as a field',
      () => {
        @work()
        class FieldRun {
          run = () => 1;
        }
        return FieldRun;
      },
      /`FieldRun` .* no `run` method.*field/,
    ],
    [
      'with a static run',
      () => {
        @work()
        class StaticRun {
          static run() {}
        }
        return StaticRun;
      },
      /`StaticRun` has a static `run`/,
    ],
    [
      'with a generator',
      () => {
        @work()
        class Generator {
          *run() {}
        }
        return Generator;
      },
      /`run` of `Generator` is a generator/,
    ],
    [
      'with an asynchronous generator',
      () => {
        @work()
        class AsyncGenerator {
          async *run() {}
        }
        return AsyncGenerator;
      },
      /`run` of `AsyncGenerator` is a generator/,
    ],
    [
      'decorated twice',
      () => {
        @work()
        @work()
        class Twice {
          run() {}
        }
        return Twice;
      },
      /`Twice` is decorated twice: it is a work already/,
    ],
    [
      'decorated on the class and on run',
      () => {
        @work()
        class Both {
          @work() run() {}
        }
        return Both;
      },
      /`Both` is decorated twice/,
    ],
    [
      'that is a flow',
      () => {
        @work()
        @flow()
        class Mixed {
          run() {}
        }
        return Mixed;
      },
      /`Mixed` is decorated twice: it is a flow already/,
    ],
    [
      'decorated on another method',
      () => {
        class Other {
          @work() compute() {}
        }
        return Other;
      },
      /the method `compute`.*`run`/,
    ],
    [
      'decorated on a static run',
      () => {
        class StaticMethod {
          run() {}
          @work() static run() {}
        }
        return StaticMethod;
      },
      /static method `run`/,
    ],
    [
      'decorated on a generator run',
      () => {
        class GeneratorMethod {
          @work() *run() {}
        }
        return GeneratorMethod;
      },
      /is a generator/,
    ],
    [
      'decorated on a private method',
      () => {
        class Private {
          @work() #run() {}
          call() {
            this.#run();
          }
        }
        return Private;
      },
      /#run/,
    ],
  ])('%s is an error at decoration', (_name, decorate, message) => {
    const { code, message: text } = thrownBy(decorate);
    expect(code).toBe(DECORATION);
    expect(text).toMatch(message);
  });

  it('is an error on a field, a getter and an accessor', () => {
    const decorator = work() as unknown as (target: unknown, context: unknown) => unknown;
    for (const kind of ['field', 'getter', 'accessor', 'setter']) {
      const decorate = () => decorator(undefined, { kind, name: 'run', static: false, addInitializer() {} });
      expect(thrownBy(decorate).code).toBe(DECORATION);
    }
  });
});

describe('a class that cannot be a flow', () => {
  it('has no run, or a static one, or a generator', () => {
    expect(thrownBy(() => flow()(class NoRun {}))).toEqual({
      code: DECORATION,
      message: expect.stringMatching(/`NoRun` is decorated with @flow and has no `run`/),
    });
    const staticRun = class StaticRun {
      readonly field = 1;
      static run() {}
    };
    expect(thrownBy(() => flow()(staticRun)).message).toMatch(/static `run`/);
    const generator = class Generator {
      *run() {}
    };
    expect(thrownBy(() => flow()(generator)).message).toMatch(/is a generator/);
  });

  it('is a work, or a flow already', () => {
    const decorate = () => {
      @flow()
      @work()
      class Mixed {
        run() {}
      }
      return Mixed;
    };
    expect(thrownBy(decorate).message).toMatch(/it is a work already/);
  });

  it('is decorated on a method', () => {
    const decorator = flow() as unknown as (target: unknown, context: unknown) => unknown;
    const context = { kind: 'method', name: 'run', static: false, private: false, addInitializer() {} };
    expect(thrownBy(() => decorator(() => undefined, context))).toEqual({
      code: DECORATION,
      message: expect.stringMatching(/on the class/),
    });
  });

  it('is given options', () => {
    expect(thrownBy(() => flow({ cacheCalls: false } as never))).toEqual({
      code: OPTION,
      message: expect.stringMatching(/`cacheCalls`.*flow takes no options/),
    });
  });
});

describe('what is no work', () => {
  @flow()
  class Flow {
    run() {}
  }

  it('is refused by withOptions', () => {
    for (const object of [new Flow(), {} as Flow, new Map() as unknown as Flow]) {
      expect(thrownBy(() => withOptions(object, {})).code).toBe(DECORATION);
    }
  });

  it('is refused by handleOf where it is no flow either', () => {
    for (const object of [{} as Flow, new Map() as unknown as Flow]) {
      expect(thrownBy(() => handleOf(object)).code).toBe(DECORATION);
    }
  });
});

describe('what cannot be a work at all', () => {
  it('is told so, and nobody’s getter is run', () => {
    let reads = 0;
    class Getter {
      get run(): () => void {
        reads++;
        return () => undefined;
      }
    }
    const decorate = work() as (target: unknown) => void;
    expect(() => decorate(Getter)).toThrow(expect.objectContaining({ code: 'WORKLOOP_DECORATION' }));
    expect(() => decorate(() => 1)).toThrow(expect.objectContaining({ code: 'WORKLOOP_DECORATION' }));
    expect(reads).toBe(0);
  });

  it('blames the part of an option that is wrong', () => {
    expect(() => work({ ignore: [0, 1.5] })).toThrow(/got `1.5` \(number\)/);
  });
});
