/**
 * Name of an object's class, found without running user code: data properties only. `''` where there is none. A plain
 * object of any realm and one without a prototype are both `Object`.
 */
export function className(value: object): string {
  return classNameOf(Object.getPrototypeOf(value));
}

/** Name of the class that made this prototype. */
export function classNameOf(prototype: object | null): string {
  for (let at = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    const Class: unknown = Reflect.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof Class === 'function') return functionName(Class);
  }
  return 'Object';
}

function functionName(target: object): string {
  const name: unknown = Reflect.getOwnPropertyDescriptor(target, 'name')?.value;
  return typeof name === 'string' ? name : '';
}
