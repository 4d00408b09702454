/** What an executor calls on the instance that it runs, where its class has a method of this name, own or inherited. */
export type HookName = 'onStart' | 'onExit' | 'onException';

/** A hook of a work, bound to the instance; `undefined` where its class has none. */
export function hookOf(work: object, name: HookName): ((...args: unknown[]) => unknown) | undefined {
  const prototype = Object.getPrototypeOf(work) as object | null;
  const hook: unknown = prototype === null ? undefined : Reflect.get(prototype, name, work);
  return typeof hook === 'function' ? (...args) => Reflect.apply(hook, work, args) as unknown : undefined;
}
