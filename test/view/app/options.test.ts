import { App, defaultAppOptions, flow } from 'workloop';
import { resolveAppOptions } from '../../../src/loop/app-options.js';
import { viewFromEnvironment } from '../../../src/loop/view-options.js';

@flow()
class Root {
  run(): void {}
}

it('has a view by default, which nobody but this machine reaches', () => {
  expect(defaultAppOptions.view).toEqual({ port: 7501, host: '127.0.0.1', start: 'auto' });
  expect(resolveAppOptions({}).view).toEqual(defaultAppOptions.view);
  expect(resolveAppOptions({ view: false }).view).toBe(false);
});

it('takes some options and leaves the others as they are', () => {
  expect(resolveAppOptions({ view: { port: 0, start: 'manual' } }).view).toEqual({
    port: 0,
    host: '127.0.0.1',
    start: 'manual',
  });
  expect(resolveAppOptions({ view: { host: '0.0.0.0', token: 'known-to-us-alone' } }).view).toMatchObject({
    port: 7501,
    host: '0.0.0.0',
    token: 'known-to-us-alone',
  });
});

it.each([
  [true, 'view'],
  [7501, 'view'],
  [null, 'view'],
  [[], 'view'],
  ['off', 'view'],
  [{ prot: 1 }, 'view.prot'],
  [{ constructor: 1 }, 'view.constructor'],
  [{ port: -1 }, 'view.port'],
  [{ port: 65_536 }, 'view.port'],
  [{ port: 1.5 }, 'view.port'],
  [{ port: '7501' }, 'view.port'],
  [{ host: '' }, 'view.host'],
  [{ host: 'http://x/' }, 'view.host'],
  [{ token: '' }, 'view.token'],
  [{ token: 'a' }, 'view.token'],
  [{ token: 'x'.repeat(15) }, 'view.token'],
  [{ token: `${'x'.repeat(16)} y` }, 'view.token'],
  [{ token: `${'x'.repeat(16)}é` }, 'view.token'],
  [{ start: 'later' }, 'view.start'],
])('refuses %j, naming %s', (view, option) => {
  expect(() => new App(new Root(), { view: view as never })).toThrow(
    expect.objectContaining({ code: 'WORKLOOP_INVALID_OPTION', option }),
  );
});

it('says what a token has to be, and not what it was', () => {
  expect(() => new App(new Root(), { view: { host: '0.0.0.0', token: 'hunter2' } })).toThrow(
    "Expected `view.token` to be at least 16 visible ASCII characters that nobody can guess, got `'•••••••'` (string)",
  );
});

describe('the environment', () => {
  it('turns the view off, whatever the app says', () => {
    expect(viewFromEnvironment({ start: 'manual' }, { WORKLOOP_VIEW: 'off' })).toBe(false);
    expect(viewFromEnvironment(undefined, { WORKLOOP_VIEW: 'off', WORKLOOP_PORT: '1' })).toBe(false);
    expect(viewFromEnvironment(undefined, { WORKLOOP_VIEW: '' })).toBeUndefined();
    expect(viewFromEnvironment(false, { WORKLOOP_VIEW: 'on' })).toBe(false);
  });

  it('names the port where the app names none', () => {
    expect(viewFromEnvironment(undefined, { WORKLOOP_PORT: '7600' })).toEqual({ port: 7600 });
    expect(viewFromEnvironment({ start: 'manual' }, { WORKLOOP_PORT: '7600' })).toEqual({
      start: 'manual',
      port: 7600,
    });
    expect(viewFromEnvironment({ port: 7700 }, { WORKLOOP_PORT: '7600' })).toEqual({ port: 7700 });
    expect(viewFromEnvironment(false, { WORKLOOP_PORT: '7600' })).toBe(false);
  });

  it('does not hide a wrong value', () => {
    expect(() => viewFromEnvironment(null as never, { WORKLOOP_VIEW: 'off' })).toThrow(
      expect.objectContaining({ option: 'view' }),
    );
  });

  it.each([
    [{ WORKLOOP_VIEW: 'no' }, 'WORKLOOP_VIEW'],
    [{ WORKLOOP_PORT: 'http' }, 'WORKLOOP_PORT'],
    [{ WORKLOOP_PORT: '65536' }, 'WORKLOOP_PORT'],
    [{ WORKLOOP_PORT: '-1' }, 'WORKLOOP_PORT'],
  ])('refuses %j', (environment, option) => {
    expect(() => viewFromEnvironment(undefined, environment)).toThrow(
      expect.objectContaining({ code: 'WORKLOOP_INVALID_OPTION', option }),
    );
  });
});
