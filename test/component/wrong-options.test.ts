import { InvalidOptionError, type WorkOptions, withOptions, work } from 'workloop';
import { thrownBy } from './thrown-by.js';

const OPTION = 'WORKLOOP_INVALID_OPTION';

describe('a wrong option', () => {
  it.each<[WorkOptions, string]>([
    [{ cacheCalls: 'yes' as never }, "Expected `cacheCalls` to be a boolean, got `'yes'` (string)"],
    [{ parallel: 1 as never }, 'Expected `parallel` to be a boolean, got `1` (number)'],
    [{ raiseException: null as never }, 'Expected `raiseException` to be a boolean, got `null`'],
    [{ maxEntries: 0 }, 'Expected `maxEntries` to be an integer from 1 up, or Infinity, got `0` (number)'],
    [
      { maxEntries: 1.5 },
      'Expected `maxEntries` to be an integer from 1 up, or Infinity, got `1.5` (number)',
    ],
    [{ maxQueue: -1 }, 'Expected `maxQueue` to be an integer from 1 up, or Infinity, got `-1` (number)'],
    [{ ttlMs: 0 }, 'Expected `ttlMs` to be a number of milliseconds above 0, or Infinity, got `0` (number)'],
    [{ ttlMs: Number.NaN }, expect.stringContaining('got `NaN` (number)') as never],
    [{ ignore: [-1] }, expect.stringContaining('Expected `ignore` to be an array') as never],
    [{ ignore: 'all' as never }, expect.stringContaining("got `'all'` (string)") as never],
    [
      { cached: true } as never,
      expect.stringMatching(/Expected `cached` to be one of .*cacheCalls/) as never,
    ],
  ])('%j is an error that names it, at the decorator and in withOptions', (options, message) => {
    expect(thrownBy(() => work(options))).toEqual({ code: OPTION, message });
    @work()
    class Configured {
      run() {}
    }
    expect(thrownBy(() => withOptions(new Configured(), options))).toEqual({ code: OPTION, message });
  });

  it('carries the facts as fields', () => {
    try {
      work({ cacheCalls: 'yes' as never });
    } catch (error) {
      const { option, expected, got, name } = error as InvalidOptionError;
      expect({ option, expected, got, name }).toEqual({
        option: 'cacheCalls',
        expected: 'a boolean',
        got: 'yes',
        name: 'InvalidOptionError',
      });
      expect(error).toBeInstanceOf(InvalidOptionError);
    }
    expect.assertions(2);
  });

  it.each([[null], [[]], ['text'], [3]])('is anything but an object: %j', (options) => {
    expect(thrownBy(() => work(options as never)).code).toBe(OPTION);
  });

  it('leaves an instance as it was', () => {
    let executions = 0;
    @work()
    class Count {
      run(): number {
        return ++executions;
      }
    }
    const count = new Count();
    expect(() => withOptions(count, { cacheCalls: false, maxEntries: 0 })).toThrow(InvalidOptionError);
    expect([count.run(), count.run()]).toEqual([1, 1]);
  });
});
