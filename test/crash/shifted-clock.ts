import { readFileSync } from 'node:fs';

/*
 * Has the clock of a process stand still at the time that a file says, so that somebody outside can move it:
 * `node --import shifted-clock.js`, with the file named by CLOCK_VARIABLE.
 */

const { WORKLOOP_CRASH_CLOCK: file } = process.env;
if (file === undefined) throw new Error('Expected WORKLOOP_CRASH_CLOCK to name a file');

const now = (): number => Date.parse(readFileSync(file, 'utf8'));
const real = globalThis.Date;
globalThis.Date = new Proxy(real, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === Date ? target : newTarget),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
