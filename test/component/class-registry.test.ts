import { classesById, noteClass, noteOwner } from '../../src/component/class-registry.js';
import { flow } from '../../src/component/flow.js';
import { work } from '../../src/decorators.js';
import type { Plan } from '../../src/plan.js';

const planOf = (id: string, more: Partial<Plan> = {}): Plan => ({ version: 1, id, isAsync: false, ...more });

describe('classesById', () => {
  it('knows the components from their decoration on', () => {
    class Train {
      run(): void {}
    }
    class Daily {
      run(): void {}
    }
    expect(classesById('app#Train')).toEqual([]);

    work({}, planOf('app#Train'))(Train);
    flow(undefined, planOf('app#Daily'))(Daily);

    expect(classesById('app#Train')).toEqual([Train]);
    expect(classesById('app#Daily')).toEqual([Daily]);
  });

  it('finds the class of a decorator that was not told it, once the class exists', () => {
    const made: { Class?: new () => object } = {};
    const owner = (): unknown => {
      if (!made.Class) throw new ReferenceError("Cannot access 'Late' before initialization");
      return made.Class;
    };
    noteOwner('app#Late', owner);
    expect(classesById('app#Late')).toEqual([]);

    made.Class = class Late {};
    noteClass('app#Late', made.Class);

    expect(classesById('app#Late')).toEqual([made.Class]);
  });

  it('hides no other error of whoever has the class', () => {
    const broken = (): unknown => {
      throw new TypeError('a getter of the module');
    };
    noteOwner('app#Broken', broken);

    expect(() => classesById('app#Broken')).toThrow(TypeError);
  });

  it('tells of each class, where there are several of one id', () => {
    const classes = Array.from({ length: 20 }, () => class Made {});
    for (const Made of classes) noteClass('app#make.Made', Made);

    expect(classesById('app#make.Made')).toEqual(classes);
  });
});
