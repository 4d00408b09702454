import { flow } from 'workloop';
import { TestApp } from 'workloop/testing';

describe('a flow with an invalid date in its state', () => {
  it('does not count as changed in every pass', async () => {
    @flow()
    class Root {
      parsed = { at: new Date(Number.NaN), rows: [1] };
      run(): void {}
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.idle();
    expect(app.counts.passes).toBe(1);
    expect(app.warnings).toEqual([]);
    await app.close();
  });
});
