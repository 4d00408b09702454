import { compileFragment, createRecorder } from './compile.js';

test('hands the plan to the decorator as its second argument', () => {
  const { module, decorations } = createRecorder();
  compileFragment(`
    import { work } from 'workloop';
    @work({ parallel: true })
    export class Processor { async run(day: string, ...rest: number[]) { return day + rest; } }
  `).evaluate('src/fragment.ts', { workloop: module });
  expect(decorations).toMatchObject([
    {
      decorator: 'work',
      options: { parallel: true },
      plan: { version: 1, id: 'src/fragment#Processor', isAsync: true, params: ['day', '...rest'] },
    },
  ]);
});
