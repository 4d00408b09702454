import { compileFiles, createRecorder } from './compile.js';

const source = `
import { flow, work } from 'workloop';
import { Base } from './base';

@work()
export class Train extends Base {
  loss = 0;
  private weights = [1];
  protected readonly 'last run' = 0;
  private static count = 0;
  #secret = this.weights.length + Train.count;
  public override rate = 1;
  constructor(private store: string, protected size = 1, readonly shown = 2) { super(); }
  private step() { return this.#secret + this.store.length + this.size + this.shown; }
  run(day: string) { return this.step() + day; }
}

@flow()
export class Daily {
  private seen = 0;
  run() { this.seen += 1; }
}

@work()
export class Open { rows = 0; run() {} }
`;

const base = `
export class Base { protected rate = 0.1; protected kept = 1; private log: string[] = []; protected name() { return this.log; } }
`;

test('the plan names the fields that TypeScript hides, inherited ones too', () => {
  const { module, decorations } = createRecorder();
  compileFiles({ 'src/base.ts': base, 'src/app.ts': source }).evaluate('src/app.ts', { workloop: module });
  const hidden = decorations.map(({ plan }) => (plan as { hidden?: readonly string[] }).hidden);
  expect(hidden).toEqual([['weights', 'last run', 'store', 'size', 'kept', 'log'], ['seen'], undefined]);
});
