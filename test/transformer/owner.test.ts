import ts from 'typescript';
import type { Plan } from '../../src/plan.js';
import { compileFragment, createRecorder } from './compile.js';

const source = `
import { work } from 'workloop';
export class Exported { @work() run() {} }
class Hidden { @work() run() {} }
export default class Default { @work() run() {} }
export const Constant = class { @work() run() {} };
const Wrapped = ((class { @work() run() {} }) as new () => object);
export namespace Inner { export const Deep = class { @work() run() {} }; }
export const Named = class Own { @work() run() {} };
export const all = [Exported, Hidden, Default, Constant, Wrapped, Inner.Deep, Named];
`;

function plansOf(compilerOptions: ts.CompilerOptions): { plans: Plan[]; classes: unknown[] } {
  const recorder = createRecorder();
  const { evaluate } = compileFragment(source, { compilerOptions });
  const { all } = evaluate('src/fragment.ts', { workloop: recorder.module });
  return { plans: recorder.decorations.map(({ plan }) => plan as Plan), classes: all as unknown[] };
}

const { ES2015, ES2021, ES2022 } = ts.ScriptTarget;

test.each([ES2015, ES2021, ES2022])(
  'the plan of a decorated method leads to its class, whatever it is called (target %d)',
  (target) => {
    const { plans, classes } = plansOf({ target });
    expect(plans.map(({ owner }) => owner?.())).toEqual(classes);
  },
);

test("leads nowhere where the decorator is told its class: TypeScript's own decorators are", () => {
  const recorder = createRecorder();
  const text = "import { work } from 'workloop'; export class Exported { @work() run() {} }";
  const { evaluate } = compileFragment(text, { compilerOptions: { experimentalDecorators: true } });
  evaluate('src/fragment.ts', { workloop: recorder.module });
  expect(recorder.decorations.map(({ plan }) => Object.keys(plan as Plan))).toEqual([
    ['version', 'id', 'isAsync', 'params', 'file'],
  ]);
});

test('says of a class in a function that loading the module does not make it', () => {
  const recorder = createRecorder();
  const text = `import { work } from 'workloop';
    @work() export class Top { run() {} }
    { @work() class InBlock { run() {} } void InBlock; }
    export class Holder { static Kept = (@work() class { run() {} }); }
    export const make = () => { @work() class Local { run() {} } return Local; };
    make();`;
  compileFragment(text).evaluate('src/fragment.ts', { workloop: recorder.module });
  const isLocal = recorder.decorations.map(({ plan }) => [
    (plan as Plan).id.split('#')[1],
    (plan as Plan).isLocal,
  ]);
  expect(isLocal).toEqual([
    ['Top', undefined],
    ['InBlock', undefined],
    ['Holder.anonymous', undefined],
    ['make.Local', true],
  ]);
});
