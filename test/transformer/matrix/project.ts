import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One way to compile; a cell of the matrix. */
export interface Mode {
  readonly module: 'commonjs' | 'esm';
  readonly decorators: 'standard' | 'legacy';
  readonly build: 'noEmit' | 'incremental' | 'composite' | 'isolatedModules' | 'verbatimModuleSyntax';
}

/** One run of the command line. */
export interface Job {
  readonly cwd: string;
  readonly args: readonly string[];
}

/** A project on disk with the runs that compile it. */
export interface Project {
  readonly jobs: readonly Job[];
  /** The compiled module that says what its decorators were told; absent where nothing is emitted. */
  readonly entry?: string;
}

/** All cells of the matrix. */
export const modes: readonly Mode[] = (['commonjs', 'esm'] as const).flatMap((module) =>
  (['standard', 'legacy'] as const).flatMap((decorators) =>
    (['noEmit', 'incremental', 'composite', 'isolatedModules', 'verbatimModuleSyntax'] as const).map(
      (build) => ({
        module,
        decorators,
        build,
      }),
    ),
  ),
);

/**
 * Cells in which each pair of values of two axes occurs: the dialect of decorators follows the module kind for every
 * other way to build, and takes the other side for the rest.
 */
export const pairwiseModes: readonly Mode[] = modes.filter(({ module, decorators, build }) => {
  const isOdd = ['incremental', 'isolatedModules'].includes(build);
  return ((module === 'esm') === (decorators === 'legacy')) === isOdd;
});

const point = `
export class Point { constructor(readonly x: number, readonly y: number) {} }
`;

const app = `
import { flow, work } from 'workloop';
import { Point } from '../shared/point.js';

export interface Row { readonly day: string; readonly value: number | null; readonly tags?: readonly string[] }
export enum Level { Low, High }
export class Pixel extends Point { color = 'red'; }

@work()
export class Primitives {
  run(day: string, hour: number, flag?: boolean) { return [day, hour, flag]; }
}

@work({ parallel: true })
export class Records {
  async run(rows: readonly Row[], level: Level) { return [rows, level]; }
}

export class OnMethod {
  @work({ maxEntries: 3 })
  run({ day, value }: Row, ...rest: bigint[]) { return [day, value, rest]; }
}

@work()
export class Collections {
  run(byName: Map<string, Date>, names: Set<string>, bytes: Uint8Array) { return [byName, names, bytes]; }
}

@work()
export class Classes {
  run(point: Point) { return point; }
}

@flow()
export class Daily {
  run() { try { return 1; } catch (error) { return error; } finally { String(1); } }
}

export const samples = [
  [Primitives, ['monday', 1], ['monday', 1, true], ['\\ud800', -0, undefined]],
  [Records, [[], 0], [[{ day: 'd', value: null, tags: ['a'] }, { day: 'd', value: 1.5 }], Level.High]],
  [OnMethod, [{ day: 'd', value: 1 }, 1n, 2n]],
  [Collections, [new Map([['a', new Date(0)]]), new Set(['x', 'b']), new Uint8Array([1, 2])]],
  [Classes, [new Point(1, 2)], [new Pixel(1, 2)]],
  [Daily],
];
`;

/** Findings of both kinds; never loaded. */
const findings = `
import { work } from 'workloop';

@work()
export class Failing { run(day: string, options: { onDone: () => void }) { return [day, options]; } }

@work()
export class Perhaps { run(day: string, onDone?: () => void) { return [day, onDone]; } }
`;

/** Writes a project that uses the built package in a folder. */
export function writeProject(folder: string, packageFolder: string, mode: Mode): Project {
  const { module, decorators, build } = mode;
  const isRequired = module === 'commonjs' && build === 'verbatimModuleSyntax';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const writeJson = (path: string, value: unknown): void => write(path, JSON.stringify(value));
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: [],
    rootDir: '.',
    outDir: 'out',
    experimentalDecorators: decorators === 'legacy',
    plugins: [{ transform: 'workloop/transformer', transformProgram: true }],
    [build]: true,
  };
  writeJson('package.json', { name: 'matrix', type: module === 'esm' ? 'module' : 'commonjs' });
  write('shared/point.ts', isRequired ? required(point, 'Point') : point);
  write('src/app.ts', isRequired ? required(app, '{ samples }') : app);
  write('src/findings.ts', isRequired ? required(findings, '{}') : findings);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(packageFolder, join(folder, 'node_modules/workloop'), 'dir');
  if (build === 'composite') {
    writeJson('shared/tsconfig.json', {
      compilerOptions: { ...compilerOptions, rootDir: '..', outDir: '../out' },
    });
    writeJson('tsconfig.json', { compilerOptions, include: ['src'], references: [{ path: './shared' }] });
  } else {
    writeJson('tsconfig.json', { compilerOptions, include: ['src', 'shared'] });
  }
  const job: Job = { cwd: folder, args: build === 'composite' ? ['-b'] : ['-p', '.'] };
  return {
    // What a second build knows, it knows from the build info.
    jobs: ['incremental', 'composite'].includes(build) ? [job, job] : [job],
    ...(build !== 'noEmit' && { entry: join(folder, 'out/src/app.js') }),
  };
}

/** The text with the only import and export statements that CommonJS has under `verbatimModuleSyntax`. */
function required(text: string, exported: string): string {
  const body = text
    .replaceAll(/^export /gm, '')
    .replace(
      /^import \{ (.*) \} from 'workloop';$/m,
      "import workloop = require('workloop');\nconst { $1 } = workloop;",
    )
    .replace(/^import \{ (.*) \} from (.*);$/m, 'import $1 = require($2);');
  return `${body}export = ${exported};\n`;
}
