import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose time `Date` tells: that of the virtual clock whose code is running, on whichever side of an await. */
const clocks = new AsyncLocalStorage<{ now(): number }>();

let users = 0;
let realDate: DateConstructor | undefined;

/** Runs code that sees a clock's time in `Date`, as long as `Date` is virtual. */
export function runWithDate<T>(clock: { now(): number }, code: () => T): T {
  return clocks.run(clock, code);
}

/**
 * Makes `Date` virtual for code that runs under {@link runWithDate}, and for no other. Returns what takes that back,
 * once everybody who asked for it has.
 */
export function makeDateVirtual(): () => void {
  users++;
  if (realDate === undefined) {
    realDate = globalThis.Date;
    setDate(virtualDate(realDate));
  }
  let isTakenBack = false;
  return () => {
    if (isTakenBack) return;
    isTakenBack = true;
    users--;
    if (users > 0 || realDate === undefined) return;
    setDate(realDate);
    realDate = undefined;
  };
}

/** Dates name the `Date` that the program sees as their constructor. */
function setDate(date: DateConstructor): void {
  globalThis.Date = date;
  Object.defineProperty(date.prototype, 'constructor', { value: date, writable: true, configurable: true });
}

/** A proxy rather than a subclass, so that what it makes are plain dates, with the identity of plain dates. */
function virtualDate(real: DateConstructor): DateConstructor {
  const now = (): number => clocks.getStore()?.now() ?? real.now();
  const proxy: DateConstructor = new Proxy(real, {
    construct(target, args, newTarget) {
      const prototype = newTarget === proxy ? target : newTarget;
      return Reflect.construct(target, args.length === 0 ? [now()] : args, prototype);
    },
    apply: (target) => new target(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  return proxy;
}
