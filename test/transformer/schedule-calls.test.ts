import { compileFiles, compileFragment } from './compile.js';

/** The places that compiled code passes, in the order of its text. */
function placesIn(output: string): string[] {
  return [...output.matchAll(/site: ("(?:[^"\\]|\\.)*")/g)].map(
    ([, text]) => JSON.parse(text as string) as string,
  );
}

test('knows the function by way of re-exports, renamed or not, also in a file without classes and without its name', () => {
  const compiled = compileFiles({
    'src/wl.ts': "export { schedule as tick } from 'workloop'; export * from 'workloop';",
    'src/helper.ts': "import { tick } from './wl.js';\nexport const isDue = () => tick('@daily');",
    'src/space.ts': "import * as wl from './wl.js';\nexport const isDue = () => wl.tick('@daily');",
    'src/word.ts': "import { schedule } from './wl.js';\nexport const isDue = () => schedule('@daily');",
  });
  for (const name of ['helper', 'space', 'word'])
    expect(placesIn(compiled.outputOf(`src/${name}.ts`))).toEqual([`project/src/${name}#isDue('@daily')`]);
});

test('leaves a function of the same name and of somebody else alone', () => {
  const { outputOf } = compileFiles({
    'src/other.ts': 'export function schedule(cron: string) { return cron; }',
    'src/app.ts': "import { schedule } from './other.js';\nexport const text = schedule('@daily');",
  });
  expect(placesIn(outputOf('src/app.ts'))).toEqual([]);
});

test('gives each place a key of its own, which edits elsewhere do not change', () => {
  const before = placesIn(
    compileFragment(`
      import { schedule } from 'workloop';
      const cron = '@daily';
      export function due() { return schedule('@daily') || schedule(cron) || schedule('@daily', undefined) || schedule('@daily'); }
    `).outputOf('src/fragment.ts'),
  );
  expect(new Set(before).size).toBe(4);
  const after = placesIn(
    compileFragment(`
      import { schedule } from 'workloop';
      const cron = '@daily';
      export function more() { return schedule('@daily'); }
      export function due() {
        return schedule('@hourly') || schedule('@daily')
          || schedule(cron) || schedule('@daily',   undefined) || schedule('@daily');
      }
    `).outputOf('src/fragment.ts'),
  );
  expect(after).toEqual(expect.arrayContaining(before));
  expect(new Set(after).size).toBe(6);
});

test('compiles for old levels of the language, with the instance that an arrow function means', () => {
  const { evaluate } = compileFragment(
    `
      import { schedule } from 'workloop';
      export class Flow {
        async due() { return [1].map(() => schedule('@daily', undefined))[0]; }
      }
    `,
    {
      compilerOptions: { target: 1, lib: ['lib.es2023.d.ts'], ignoreDeprecations: '5.0' },
      expectedCodes: 'any',
    },
  );
  const places: unknown[] = [];
  const { Flow } = evaluate('src/fragment.ts', {
    workloop: { schedule: (_cron: string, _options: unknown, place: unknown) => void places.push(place) },
  }) as { Flow: new () => { due(): Promise<unknown> } };
  const instance = new Flow();
  return instance.due().then(() => {
    expect(places).toEqual([{ site: "project/src/fragment#Flow.due('@daily', undefined)", flow: instance }]);
  });
});
