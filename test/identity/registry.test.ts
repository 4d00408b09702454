import vm from 'node:vm';
import { canonicalize, IdentityRegistrationError, registerIdentity } from '../../src/identity/index.js';

const list = Symbol.for('workloop.registry');

function announce(entry: unknown): void {
  const announced = Reflect.get(globalThis, list) ?? [];
  Reflect.set(globalThis, list, announced);
  announced.push(entry);
}

const refused = expect.objectContaining({ code: 'WORKLOOP_UNHASHABLE_ARGUMENT' });
const conflict = expect.objectContaining({ code: 'WORKLOOP_IDENTITY_REGISTRATION' });

describe('registerIdentity', () => {
  test('lets instances count by the name of the class and their own fields', () => {
    class Plain {
      a = 1;
    }
    expect(() => canonicalize(new Plain())).toThrow(refused);
    registerIdentity(Plain);
    expect(canonicalize(new Plain())).toBe('Cs5:Plain1{s1:an1;}');
  });

  test('takes an id of its own, and the same pair again', () => {
    class Named {}
    registerIdentity(Named, 'shop/Named');
    registerIdentity(Named, 'shop/Named');
    expect(canonicalize(new Named())).toBe('Cs10:shop/Named0{}');
  });

  test('does not register subclasses', () => {
    class Base {}
    class Derived extends Base {}
    registerIdentity(Base);
    expect(() => canonicalize(new Derived())).toThrow(refused);
  });

  test('counts the content of built-ins that a class extends', () => {
    class Tags extends Set<string> {
      owner = 'ann';
    }
    class Pixels extends Uint8Array {}
    class Stop extends RangeError {
      limit = 1;
    }
    class Rows extends Array<number> {}
    for (const Class of [Tags, Pixels, Stop, Rows]) registerIdentity(Class);
    expect(canonicalize(new Tags(['b', 'a']))).toBe('Js4:TagsX1{s5:owners3:ann}S2{s1:as1:b}');
    expect(canonicalize(new Pixels([1]))).toBe('Js6:PixelsTs10:Uint8Array1:01');
    expect(canonicalize(new Stop('m'))).toBe('Js4:StopEs10:RangeErrors10:RangeErrors1:mhh1{s5:limitn1;}');
    expect(canonicalize(Rows.of(1, 2))).toBe('Js4:RowsA2[n1;n2;]');
  });

  test('still refuses what hides its state', () => {
    class Later extends Promise<unknown> {}
    class Secrets extends WeakMap<object, unknown> {}
    registerIdentity(Later);
    registerIdentity(Secrets);
    expect(() => canonicalize(Later.resolve(1))).toThrow(refused);
    expect(() => canonicalize(new Secrets())).toThrow(refused);
  });

  test('refuses two classes under one id and one class under two', () => {
    class One {}
    class Other {}
    registerIdentity(One, 'taken');
    expect(() => registerIdentity(Other, 'taken')).toThrow(IdentityRegistrationError);
    expect(() => registerIdentity(Other, 'taken')).toThrow(conflict);
    expect(() => registerIdentity(Other, 'taken')).toThrow(/'taken' belongs to another class \(One\)/);
    expect(() => registerIdentity(One, 'another')).toThrow(conflict);
  });

  test('refuses what is no class of the program', () => {
    expect(() => registerIdentity(Map)).toThrow(conflict);
    expect(() => registerIdentity(Promise)).toThrow(conflict);
    expect(() => registerIdentity((() => 1) as never)).toThrow(conflict);
    expect(() => registerIdentity('Point' as never)).toThrow(conflict);
    expect(() => registerIdentity(class {})).toThrow(conflict);
    expect(() => registerIdentity(class A {}, '')).toThrow(conflict);
  });

  test('an identity method comes before the registration, and counts under its id', () => {
    class Priced {
      price = 1;
      [Symbol.for('workloop.identity')]() {
        return 'p';
      }
    }
    expect(canonicalize(new Priced())).toBe('Ks6:Priceds1:p');
    registerIdentity(Priced, 'shop/Priced');
    expect(canonicalize(new Priced())).toBe('Ks11:shop/Priceds1:p');
  });
});

describe('classes that the transformer announces', () => {
  test('count as module and class', () => {
    class Seen {
      a = 1;
    }
    announce({ module: 'src/seen', classes: { Seen: () => Seen } });
    expect(canonicalize(new Seen())).toBe('Cs13:src/seen#Seen1{s1:an1;}');
  });

  test('are asked for again while they are not there yet', () => {
    let Late: (new () => object) | undefined;
    const resolve = () => {
      if (Late === undefined) throw new ReferenceError('Late');
      return Late;
    };
    announce({ module: 'src/late', classes: { Late: resolve } });
    class Unknown {}
    expect(() => canonicalize(new Unknown())).toThrow(refused);
    Late = class {};
    expect(canonicalize(new Late())).toBe('Cs13:src/late#Late0{}');
  });

  test('may be announced in another realm, without classes, or as nonsense', () => {
    class Strange {}
    announce(vm.runInNewContext('({ module: "src/none" })'));
    for (const nonsense of [
      null,
      1,
      {},
      { module: 1, classes: {} },
      { module: 'a', classes: { A: 1, B: () => 1 } },
    ]) {
      announce(nonsense);
    }
    announce(
      vm.runInNewContext('Class => ({ module: "src/far", classes: { Strange: () => Class } })')(Strange),
    );
    expect(canonicalize(new Strange())).toBe('Cs15:src/far#Strange0{}');
  });

  test('of a module that is evaluated twice count alike', () => {
    const evaluate = () => class Point {};
    const [First, Second] = [evaluate(), evaluate()];
    announce({ module: 'src/twice', classes: { Point: () => First } });
    expect(canonicalize(new First())).toBe('Cs15:src/twice#Point0{}');
    announce({ module: 'src/twice', classes: { Point: () => Second } });
    expect(canonicalize(new Second())).toBe('Cs15:src/twice#Point0{}');
    expect(canonicalize(new First())).toBe('Cs15:src/twice#Point0{}');
  });

  test('keep their id whatever other modules arrive', () => {
    class Point {}
    const other = class Point {};
    announce({ module: 'a/src/model', classes: { Point: () => Point } });
    announce({ module: 'b/src/model', classes: { Point: () => other } });
    expect(canonicalize(new Point())).toBe('Cs17:a/src/model#Point0{}');
    expect(canonicalize(new other())).toBe('Cs17:b/src/model#Point0{}');
  });

  test('give way to the id of the program', () => {
    class Both {}
    announce({ module: 'src/both', classes: { Both: () => Both } });
    registerIdentity(Both, 'own');
    expect(canonicalize(new Both())).toBe('Cs3:own0{}');
  });

  test('are found in a list that was replaced', () => {
    class Moved {}
    Reflect.set(globalThis, list, [{ module: 'src/moved', classes: { Moved: () => Moved } }]);
    expect(canonicalize(new Moved())).toBe('Cs15:src/moved#Moved0{}');
  });
});
