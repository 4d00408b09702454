import { flow, use, work } from 'workloop';
import { TestApp } from 'workloop/testing';

describe('a flow in the loop', () => {
  it('executes a blocking work once and reaches the code below', async () => {
    const log: string[] = [];
    @work()
    class Load {
      async run(day: string): Promise<number[]> {
        log.push(`load ${day}`);
        return [1, 2, 3];
      }
    }
    @work({ parallel: true })
    class Sum {
      async run(rows: readonly number[]): Promise<number> {
        log.push('sum');
        return rows.reduce((a, b) => a + b, 0);
      }
    }
    @flow()
    class Root {
      load = new Load();
      sum = new Sum();
      total = 0;
      run() {
        const rows = use(this.load.run('2026-01-01'));
        this.total = use(this.sum.run(rows));
      }
    }
    const root = new Root();
    const app = new TestApp(root);
    await app.idle();
    await app.advance(1000);
    expect(root.total).toBe(6);
    expect(log).toEqual(['load 2026-01-01', 'sum']);
    await app.close();
  });
});
