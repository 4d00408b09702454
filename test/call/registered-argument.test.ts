import { flow, work } from 'workloop';
import { registerIdentity } from 'workloop/identity';
import { TestApp } from 'workloop/testing';

class Settings {
  level = 1;
}
registerIdentity(Settings);

describe('an instance of a registered class that is changed after the call', () => {
  it('does not change the queued call', async () => {
    const settings = new Settings();
    const seen: number[] = [];
    @work({ parallel: true })
    class Read {
      async run({ level }: Settings): Promise<void> {
        seen.push(level);
      }
    }
    @flow()
    class Root {
      read = new Read();
      _hasCalled = false;
      run(): void {
        if (this._hasCalled) return;
        this._hasCalled = true;
        void this.read.run(settings);
        settings.level = 2;
      }
    }
    const app = new TestApp(new Root());
    await app.idle();
    expect(seen).toEqual([1]);
    await app.close();
  });
});
