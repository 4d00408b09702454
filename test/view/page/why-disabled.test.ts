import type { AppInfo, CallInfo, ComponentInfo } from 'workloop/view';
import { whyAppCannot, whyCallCannot, whyWorkCannot } from '../../../src/view/page/actions/why-disabled.js';

const app = (changes: Partial<AppInfo> = {}) => ({ state: 'running', ...changes }) as AppInfo;
const work = (changes: Partial<ComponentInfo> = {}) =>
  ({ kind: 'work', isStopped: false, failures: 0, failedCalls: 0, ...changes }) as ComponentInfo;
const call = (changes: Partial<CallInfo> = {}) => ({ state: 'succeeded', ...changes }) as CallInfo;

describe('what cannot be done', () => {
  it.each([
    ['run', app(), 'The app runs already.'],
    ['run', app({ state: 'paused' }), 'The app is paused: Resume lets it go on.'],
    ['run', app({ state: 'waiting' }), undefined],
    ['pause', app({ state: 'waiting' }), 'The app has not begun: it waits for Run.'],
    ['pause', app({ state: 'paused' }), 'The app is paused already.'],
    ['pause', app({ state: 'idle' }), undefined],
    ['resume', app(), 'The app is not paused.'],
    ['resume', app({ state: 'paused' }), undefined],
    ['stop', app({ state: 'waiting' }), undefined],
    ['stop', app({ isEnding: true }), 'The app is coming to its end.'],
    ['stop', app({ state: 'failed', end: { exitCode: 1, reason: '' } }), 'The app has ended.'],
    ['invalidateAll', app({ state: 'stopped' }), 'The app has ended.'],
  ] as const)('with the app: %s, %j', (action, of, why) => {
    expect(whyAppCannot(action, of)).toBe(why);
  });

  it('with an app whose root is a work is to pause', () => {
    expect(whyAppCannot('pause', app(), 'work')).toMatch(/^The root is a work/);
    expect(whyAppCannot('pause', app(), 'flow')).toBeUndefined();
  });

  it.each([
    // What became of the last call is no sign of whether the work is stopped.
    ['startWork', work({ status: { name: 'stopped', atMs: 0 } }), 'The work is not stopped.'],
    ['startWork', work({ status: { name: 'pending', atMs: 0 } }), 'The work is not stopped.'],
    ['startWork', work({ isStopped: true }), undefined],
    ['stopWork', work({ isStopped: true }), 'The work is stopped already.'],
    ['stopWork', work({ status: { name: 'stopped', atMs: 0 } }), undefined],
    ['retry', work(), 'No call of this work has failed.'],
    ['retry', work({ failures: 2 }), 'No failure of this work is remembered any more.'],
    ['retry', work({ failures: 2, failedCalls: 1 }), undefined],
    ['invalidateWork', work(), undefined],
  ] as const)('with a work: %s, %j', (action, of, why) => {
    expect(whyWorkCannot(action, of, app())).toBe(why);
  });

  it.each([
    ['force', call({ state: 'running' }), true, work(), 'The call is still under way.'],
    ['force', call(), undefined, work(), 'Its details are not there yet.'],
    ['force', call(), true, work({ isStopped: true }), 'The work is stopped: start it first.'],
    ['force', call(), true, work(), undefined],
    // A work may have another path by now, and be there all the same.
    ['force', call(), true, undefined, undefined],
    ['invalidate', call(), true, work({ isStopped: true }), undefined],
  ] as const)('with a call: %s, %j, repeatable %s', (action, of, isRepeatable, ofWork, why) => {
    expect(whyCallCannot(action, of, isRepeatable, app(), ofWork)).toBe(why);
  });
});
