import ts from 'typescript';
import { type CompileOptions, compileFiles, root } from './compile.js';

/* What must not change: everything but the edits that the transformer makes. */

const source = `#!/usr/bin/env node
'use strict';
/** A licence. */

import { flow, work } from 'workloop';
import type { Row } from './row';
import { unused } from './row';

export const enum Level { Low = 1 }

/** A point. */
export class Point {
  constructor(readonly x: number) {}
}

@work({ parallel: true })
export class Records {
  /** What it does. */
  run(rows: readonly Row[], level: Level): Promise<Row[]>;
  async run(rows: readonly Row[]): Promise<Row[]> {
    return [...rows]; // at the end
  }
}

@flow
export class Daily {
  records = new Records();
  run(): void {
    try {
      void this.records.run([], Level.Low);
    } catch ({ message }: any) {
      throw message;
    } finally {
      new Point(1);
    }
  }
}

export abstract class Base<T> {
  abstract run(value: T): void;
}
`;
const files = {
  'src/app.ts': source,
  'src/row.ts': 'export interface Row { day: string }\nexport const unused = 1;',
};

const settings: [string, NonNullable<CompileOptions['compilerOptions']>][] = [
  ['standard decorators, ES modules', { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext }],
  ['standard decorators, compiled down', { target: ts.ScriptTarget.ES2017 }],
  ['legacy decorators with metadata', { experimentalDecorators: true, emitDecoratorMetadata: true }],
  ['isolated modules', { isolatedModules: true, module: ts.ModuleKind.ESNext }],
];

describe.each(settings)('with %s', (_name, options) => {
  const compilerOptions = {
    ...options,
    lib: ['lib.es2023.d.ts', 'lib.decorators.d.ts'],
    declaration: true,
    declarationMap: true,
    sourceMap: true,
    expectedCodes: [],
  };
  const expectedCodes = 'any';
  const ours = compileFiles(files, { compilerOptions, expectedCodes });
  const plain = compileFiles(files, { compilerOptions, expectedCodes, untransformed: true });

  test('declaration files stay what they were', () => {
    for (const path of [...plain.outputs.keys()].filter((one) => /\.d\.ts(\.map)?$/.test(one)))
      expect(ours.outputs.get(path)).toBe(plain.outputs.get(path));
  });

  test('every place of the source is mapped as it was', () => {
    const path = `${root}/src/app.js.map`;
    const [now, before] = [mapped(ours.outputs.get(path)), mapped(plain.outputs.get(path))];
    expect(before.filter((place) => !now.includes(place))).toEqual([]);
    // Only the pattern that moved out of its catch clause has an end that is worth a mapping of its own.
    expect(now.filter((place) => !before.includes(place))).toEqual([placeOf(': any) {')]);
  });

  test('mapped names lead to the same text', () => {
    const lines = ours.outputOf('src/app.ts').split('\n');
    for (const { generated, original } of mappings(ours.outputs.get(`${root}/src/app.js.map`))) {
      const from = source.split('\n')[original.line]?.slice(original.column);
      const name = /^(Records|Daily|Point|rows|message)\b/.exec(from ?? '')?.[0];
      const to = lines[generated.line]?.slice(generated.column) ?? '';
      if (name && /^[A-Za-z]/.test(to))
        expect(to).toMatch(new RegExp(`^(${name}|class|let|export|var|_class)`));
    }
  });

  test('a file without anything of ours is emitted as it was, but for its registration', () => {
    const withoutRegistration = ours
      .outputOf('src/row.ts')
      .replace(/^.*workloop\.registry.*\n/m, '')
      .replace(/^var _[ab];\n/gm, '');
    expect(withoutRegistration).toBe(plain.outputOf('src/row.ts'));
  });
});

test('imports stay, or go, as they did', () => {
  const compilerOptions = { module: ts.ModuleKind.ESNext };
  const imports = (text: string) => text.split('\n').filter((line) => line.startsWith('import'));
  const ours = compileFiles(files, { compilerOptions }).outputOf('src/app.ts');
  const plain = compileFiles(files, { compilerOptions, untransformed: true }).outputOf('src/app.ts');
  expect(imports(ours)).toEqual(imports(plain));
  expect(ours.split('\n').slice(0, 2)).toEqual(['#!/usr/bin/env node', "'use strict';"]);
});

interface Mapping {
  readonly generated: { readonly line: number; readonly column: number };
  readonly original: { readonly line: number; readonly column: number };
}

function mappings(map: string | undefined): Mapping[] {
  const { decodeMappings } = ts as unknown as {
    decodeMappings(text: string): Iterable<Record<string, number>>;
  };
  return Array.from(decodeMappings(JSON.parse(String(map)).mappings), (one) => ({
    generated: { line: Number(one.generatedLine), column: Number(one.generatedCharacter) },
    original: { line: Number(one.sourceLine), column: Number(one.sourceCharacter) },
  }));
}

function placeOf(text: string): string {
  const before = source.slice(0, source.indexOf(text)).split('\n');
  return `${before.length - 1}:${before.at(-1)?.length}`;
}

function mapped(map: string | undefined): string[] {
  return [...new Set(mappings(map).map(({ original }) => `${original.line}:${original.column}`))].sort();
}
