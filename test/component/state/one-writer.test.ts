import { OneWriter } from '../../../src/component/state/one-writer.js';
import { thrownBy } from '../thrown-by.js';

const conflict = { code: 'WORKLOOP_FIELD_CONFLICT', message: expect.stringContaining('`n` of `root.train`') };

describe('a field during a call', () => {
  it('is written by the flow or by the work, not by both', () => {
    const writer = new OneWriter(() => 'root.train');
    writer.callBegan({});
    writer.noteThere('n');
    writer.noteThere('n');
    writer.noteHere('other');
    expect(thrownBy(() => writer.noteHere('n'))).toMatchObject(conflict);
    expect(thrownBy(() => writer.noteThere('other'))).toMatchObject({ code: 'WORKLOOP_FIELD_CONFLICT' });
  });

  it('is anybody’s again when the last call that was under way has ended', () => {
    const writer = new OneWriter(() => 'root.train');
    const [one, other] = [{}, {}];
    writer.noteHere('n');
    writer.callBegan(one);
    writer.noteThere('n');
    writer.callBegan(other);
    writer.callEnded(one);
    expect(thrownBy(() => writer.noteHere('n'))).toMatchObject(conflict);
    writer.callEnded(other);
    writer.callEnded(other);
    expect(() => writer.noteHere('n')).not.toThrow();
    writer.callBegan(one);
    expect(() => writer.noteThere('n')).not.toThrow();
  });
});
