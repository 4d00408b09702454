import { flow, work } from 'workloop';
import { TestApp } from 'workloop/testing';
import { trackFields } from '../../../src/component/state/tracked-fields.js';

class Fields {
  loss = 1;
  rows: number[] = [];
  _hidden = 'h';
  readonly #secret = 7;
  name = 'x';

  get secret(): number {
    return this.#secret;
  }
}

describe('tracked fields', () => {
  it('tell of assignments that change a public field, and of no others', () => {
    const told: unknown[] = [];
    const component = new Fields();
    trackFields(component, (...event) => told.push(event));

    component.loss = 1;
    component.loss = 2;
    component._hidden = 'changed';
    component.name = 'y';

    expect(told).toEqual([
      ['loss', 1, 2],
      ['name', 'x', 'y'],
    ]);
  });

  it('look as they did before', () => {
    const component = new Fields();
    const before = JSON.stringify(component);
    trackFields(component, undefined);

    expect(JSON.stringify(component)).toBe(before);
    expect(Object.keys(component)).toEqual(['loss', 'rows', '_hidden', 'name']);
    expect(component.secret).toBe(7);
  });

  it('keep the values of two instances apart', () => {
    const [a, b] = [new Fields(), new Fields()];
    trackFields(a, undefined);
    trackFields(b, undefined);
    a.loss = 5;
    expect(b.loss).toBe(1);
  });

  it('can be given another listener, and include fields that were added later', () => {
    const first: unknown[] = [];
    const second: unknown[] = [];
    const component: Fields & { added?: number } = new Fields();
    trackFields(component, (...event) => first.push(event));
    component.added = 1;
    trackFields(component, (...event) => second.push(event));
    component.added = 2;
    expect(first).toEqual([]);
    expect(second).toEqual([['added', 1, 2]]);
  });

  it('leave frozen fields alone', () => {
    const component = Object.freeze(new Fields());
    expect(() => trackFields(component, undefined)).not.toThrow();
  });
});

describe('the state of a running work', () => {
  it('begins a pass when it changes, without a heartbeat', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    @work({ parallel: true })
    class Train {
      progress = 0;
      async run(): Promise<void> {
        await new Promise<void>((resolve) => setImmediate(resolve));
        this.progress = 0.5;
        await finished;
      }
    }
    const seen: number[] = [];
    @flow()
    class Root {
      train = new Train();
      run() {
        void this.train.run();
        seen.push(this.train.progress);
        if (this.train.progress > 0) finish();
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    const changes: unknown[] = [];
    app.on('state:changed', (change) => changes.push(change));
    await app.idle();
    // The first pass, the one for the new state, and the one for the end of the call.
    expect(seen).toEqual([0, 0.5, 0.5]);
    expect(changes).toEqual([{ path: 'root.train', field: 'progress', before: 0, after: 0.5 }]);
    await app.close();
  });

  it('counts as the flow’s own change when the flow sets it', async () => {
    @work({ parallel: true })
    class Train {
      speed = 0;
      run(): void {}
    }
    @flow()
    class Root {
      train = new Train();
      run() {
        this.train.speed++;
      }
    }
    const app = new TestApp(new Root(), { heartbeatMs: false });
    await app.idle();
    expect(app.counts.passes).toBe(26);
    expect(app.warnings).toEqual([
      expect.stringContaining('`root.train.speed` changed in 25 passes in a row'),
    ]);
    await app.close();
  });
});
