import { constructorArgumentsOf } from '../../src/component/constructed.js';

type Report = (instance: object, args: ArrayLike<unknown>) => void;
const report: Report = (instance, args) =>
  (Reflect.get(globalThis, Symbol.for('workloop.constructed')) as Report)(instance, args);

describe('constructorArgumentsOf', () => {
  it('gives copies, and what cannot be copied itself', () => {
    const instance = {};
    const [rows, done] = [[1], () => {}];
    report(instance, [rows, done, 'text', new Map([['a', rows]])]);
    rows.push(2);

    expect(constructorArgumentsOf(instance)).toEqual([[1], done, 'text', new Map([['a', [1]]])]);
  });

  it('believes the last report', () => {
    const instance = {};
    report(instance, [1]);
    report(instance, []);

    expect(constructorArgumentsOf(instance)).toEqual([]);
  });

  it('never makes a constructor fail', () => {
    const instance = {};
    const hostile = {
      get value(): never {
        throw new Error('hostile');
      },
    };
    report(instance, [hostile]);

    expect(constructorArgumentsOf(instance)?.[0]).toBe(hostile);
  });

  it('knows nothing of other objects', () => {
    expect(constructorArgumentsOf({})).toBeUndefined();
  });

  it('is one for all copies of the runtime', async () => {
    const instance = {};
    report(instance, [1]);
    jest.resetModules();
    const other = await import('../../src/component/constructed.js');
    const later = {};
    report(later, [2]);

    expect(other.constructorArgumentsOf).not.toBe(constructorArgumentsOf);
    expect(other.constructorArgumentsOf(instance)).toEqual([1]);
    expect(constructorArgumentsOf(later)).toEqual([2]);
  });
});
