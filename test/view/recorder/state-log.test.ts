import { flow } from 'workloop';
import { RecordedApp } from './recorded-app.js';

@flow()
class Busy {
  ticks = 0;
  run(): void {
    this.ticks++;
  }
}

@flow()
class Calm {
  mood = 'fine';
  run(): void {}
}

@flow()
class Root {
  busy = new Busy();
  calm = new Calm();
  _passes = 0;
  run(): void {
    if (++this._passes === 3) this.calm.mood = 'better';
    this.busy.run();
  }
}

it('what a component changed is still told when others have changed much more since', async () => {
  const app = new RecordedApp(new Root());
  try {
    await app.settle();
    for (let i = 0; i < 100; i++) await app.advance(3_000);

    const { changes } = app.ask('state', { path: 'root.calm' });
    const { changes: ofBusy } = app.ask('state', { path: 'root.busy' });

    expect(changes).toMatchObject([{ field: 'mood', before: "'fine'", after: "'better'" }]);
    expect(ofBusy).toHaveLength(20);
    expect(ofBusy[0]!.id).toBeGreaterThan(2_000);
    expect(ofBusy[0]!.id - ofBusy[19]!.id).toBe(19);
  } finally {
    await app.close();
  }
});
