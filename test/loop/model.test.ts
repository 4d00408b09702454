import * as fc from 'fast-check';
import { flow, use, withOptions, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { Deferred, turns } from './deferred.js';

/** What a random flow does, one after the other, in each of its passes. */
type Statement =
  | { readonly kind: 'block'; readonly work: number; readonly arg: number }
  | { readonly kind: 'start'; readonly work: number; readonly arg: number }
  | { readonly kind: 'use'; readonly work: number; readonly args: readonly number[] };

const WORKS = 3;
const index = fc.nat({ max: WORKS - 1 });
const arg = fc.nat({ max: 3 });
const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.record({ kind: fc.constant('block' as const), work: index, arg }),
  fc.record({ kind: fc.constant('start' as const), work: index, arg }),
  fc.record({
    kind: fc.constant('use' as const),
    work: index,
    args: fc.array(arg, { minLength: 1, maxLength: 3 }),
  }),
);

@work({ parallel: true })
class Parallel {
  readonly _executed: number[] = [];
  readonly _underWay: { readonly arg: number; readonly gate: Deferred<string> }[] = [];
  run(n: number): Promise<string> {
    this._executed.push(n);
    const gate = new Deferred<string>();
    this._underWay.push({ arg: n, gate });
    return gate.promise;
  }
}

/** Does what a program says, and tells how far it came. */
class ProgramFlow {
  readonly parallel = Array.from({ length: WORKS }, () => new Parallel());
  readonly blocking = Array.from({ length: WORKS }, () => withOptions(new Parallel(), { parallel: false }));
  readonly _reached: number[] = [];

  constructor(
    readonly _program: readonly Statement[],
    readonly _isAsync: boolean,
  ) {}

  run(): Promise<void> | undefined {
    if (this._isAsync) return this.#runAsync();
    for (const [line, statement] of this._program.entries()) this.#execute(line, statement);
    return undefined;
  }

  async #runAsync(): Promise<void> {
    for (const [line, statement] of this._program.entries()) {
      this.#execute(line, statement);
      await Promise.resolve();
    }
  }

  #execute(line: number, statement: Statement): void {
    switch (statement.kind) {
      case 'block':
        expect(use(this.blocking[statement.work]!.run(statement.arg))).toBe(`value ${statement.arg}`);
        break;
      case 'start':
        void this.parallel[statement.work]!.run(statement.arg);
        break;
      case 'use': {
        const values = use(statement.args.map((n) => this.parallel[statement.work]!.run(n)));
        expect(values).toEqual(statement.args.map((n) => `value ${n}`));
        break;
      }
    }
    this._reached.push(line);
  }
}
@flow()
class SyncProgram extends ProgramFlow {}
@flow()
class AsyncProgram extends ProgramFlow {
  override async run(): Promise<void> {
    await super.run();
  }
}

/** The distinct arguments in the order in which a program comes upon them. */
function distinct(
  program: readonly Statement[],
  kind: 'blocking' | 'parallel',
  workIndex: number,
): Set<number> {
  const args = program.flatMap((statement) => {
    if (statement.work !== workIndex || (statement.kind === 'block') !== (kind === 'blocking')) return [];
    return statement.kind === 'use' ? statement.args : [statement.arg];
  });
  return new Set(args);
}

describe('any flow, whatever the order in which its calls end', () => {
  it.each([
    ['synchronous', false],
    ['asynchronous', true],
  ])('executes each distinct call once, in order, and reaches its end: %s', async (_name, isAsync) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (program, picks) => {
          const root = isAsync ? new AsyncProgram(program, true) : new SyncProgram(program, false);
          const app = new TestApp(root, { heartbeatMs: false });
          await app.pass();
          for (let step = 0; step < 200; step++) {
            await turns(3);
            const running = [...root.parallel, ...root.blocking].flatMap((item) => item._underWay);
            if (running.length === 0) break;
            const [pick = 0] = picks.take(1);
            const ended = running[pick % running.length]!;
            for (const item of [...root.parallel, ...root.blocking]) {
              const at = item._underWay.indexOf(ended);
              if (at !== -1) item._underWay.splice(at, 1);
            }
            ended.gate.resolve(`value ${ended.arg}`);
            await turns(3);
            await app.pass();
          }
          await app.idle();
          expect(app.hasEnded).toBe(false);
          const lines = program.map((_, line) => line);
          expect(root._reached.slice(-lines.length || undefined)).toEqual(lines);
          for (let i = 0; i < WORKS; i++) {
            // A set keeps the order in which its members came.
            expect(root.blocking[i]?._executed).toEqual([...distinct(program, 'blocking', i)]);
            expect(root.parallel[i]?._executed).toEqual([...distinct(program, 'parallel', i)]);
          }
          await app.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
