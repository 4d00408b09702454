import { inheritedEnvironment, inheritedFlags } from '../../src/executor/process/relay-flags.js';

describe('flags of Node that the process of a worker inherits', () => {
  it('are those that say how code is loaded and run', () => {
    const flags = [
      '--enable-source-maps',
      '--import',
      'tsx',
      '--conditions=development',
      '-r',
      './setup.cjs',
    ];

    expect(inheritedFlags(flags)).toEqual(flags);
  });

  it('are not those of a debugger, which would ask for the same port', () => {
    const flags = [
      '--inspect',
      '--inspect-brk=9230',
      '--inspect-port',
      '0',
      '--no-warnings',
      '--inspect-wait',
    ];

    expect(inheritedFlags(flags)).toEqual(['--no-warnings']);
  });

  it('are not the code of the command line', () => {
    expect(inheritedFlags(['--input-type=module', '-e', 'await run()', '--no-warnings'])).toEqual([
      '--no-warnings',
    ]);
    expect(inheritedFlags(['--eval', 'run()'])).toEqual([]);
    expect(inheritedFlags(['-p', '-r', './setup.cjs'])).toEqual(['-r', './setup.cjs']);
  });

  it('are not those of tools around a program', () => {
    const flags = ['--watch', '--watch-path', './src', '--test', '--test-name-pattern', 'x', '--cpu-prof'];

    expect(inheritedFlags(flags)).toEqual([]);
  });
});

describe('the environment that the process of a worker inherits', () => {
  it('is that of the app', () => {
    expect(inheritedEnvironment({ A: '1', NODE_OPTIONS: '--import tsx' })).toEqual({
      A: '1',
      NODE_OPTIONS: '--import tsx',
    });
    expect(inheritedEnvironment({ A: '1' })).toEqual({ A: '1' });
  });

  it('starts no debugger', () => {
    const { NODE_OPTIONS } = inheritedEnvironment({ NODE_OPTIONS: '--inspect=0 --import tsx --inspect-brk' });

    expect(NODE_OPTIONS?.trim()).toBe('--import tsx');
  });
});
