import { formatDuration, formatUptime } from '../../../src/view/page/format/duration.js';
import { formatBytes, formatShare } from '../../../src/view/page/format/number.js';
import { diffLines, withoutFarLines } from '../../../src/view/page/panel/diff-lines.js';
import { whyParts } from '../../../src/view/page/panel/why-parts.js';

describe('figures', () => {
  it.each([
    [0.42, '0.4 ms'],
    [412, '412 ms'],
    [3_412, '3.41 s'],
    [12_340, '12.3 s'],
    [125_000, '2 min 05 s'],
    [11_520_000, '3 h 12 min'],
    [356_400_000, '4 d 03 h'],
  ])('%p ms are %p', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('are whole only where nothing is missing', () => {
    expect([formatShare(9_999, 10_000), formatShare(5, 5), formatShare(0, 0)]).toEqual([
      '99 %',
      '100 %',
      '–',
    ]);
    expect([formatUptime(7_400), formatUptime(11_520_000)]).toEqual(['0:07', '3:12:00']);
    expect([formatBytes(812), formatBytes(14_230_000)]).toEqual(['812 B', '14.2 MB']);
  });
});

describe('what has changed', () => {
  it('is told line by line, with what stayed between', () => {
    const lines = diffLines('a\nb\nc\nd', 'a\nc\nx\nd');

    expect(lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      ...['same a', 'removed b', 'same c', 'added x', 'same d'],
    ]);
  });

  it('is not what is no longer the last of a list', () => {
    const lines = diffLines('[\n  1,\n  2\n]', '[\n  1,\n  2,\n  3\n]');

    expect(lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      ...['same [', 'same   1,', 'same   2,', 'added   3', 'same ]'],
    ]);
  });

  it('is all of a text that is new, or gone', () => {
    expect(diffLines(undefined, 'a\nb').map(({ kind }) => kind)).toEqual(['added', 'added']);
    expect(diffLines('a', undefined).map(({ kind }) => kind)).toEqual(['removed']);
  });

  it('is told of large texts too, in time', () => {
    const text = (mark: string): string => Array.from({ length: 20_000 }, (_, i) => `${mark}${i}`).join('\n');

    expect(diffLines(text('a'), text('b'))).toHaveLength(40_000);
  });

  it('leaves out what is far from any change', () => {
    const before = Array.from({ length: 20 }, (_, i) => `${i}`).join('\n');

    expect(withoutFarLines(diffLines(before, before.replace('10', 'ten'))).map((line) => line?.text)).toEqual(
      [...[undefined, '8', '9', '10', 'ten', '11', '12', undefined]],
    );
  });
});

describe('the sentence that says why', () => {
  it('has the changed paths marked, and what was there before and is now', () => {
    const text = "args[0].day '2012-01-01' → '2012-01-02', args[1] 1 → 2";
    const changes = [
      { path: 'args[0].day', before: "'2012-01-01'", after: "'2012-01-02'" },
      { path: 'args[1]', before: '1', after: '2' },
    ];

    const parts = whyParts(text, changes);

    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter(({ kind }) => kind !== 'text').map(({ kind, text: of }) => [kind, of])).toEqual([
      ['path', 'args[0].day'],
      ['before', "'2012-01-01'"],
      ['after', "'2012-01-02'"],
      ['path', 'args[1]'],
      ['before', '1'],
      ['after', '2'],
    ]);
  });

  it('has what came and what went marked too', () => {
    const parts = whyParts('args[0][2] nothing → 2, args[1] 3 → nothing', [
      { path: 'args[0][2]', after: '2' },
      { path: 'args[1]', before: '3' },
    ]);

    expect(parts.filter(({ kind }) => kind !== 'text').map(({ kind, text }) => [kind, text])).toEqual([
      ['path', 'args[0][2]'],
      ['after', '2'],
      ['path', 'args[1]'],
      ['before', '3'],
    ]);
  });

  it('stays whole where it does not name what has changed', () => {
    expect(whyParts('the code has changed', [{ path: 'args[9]' }])).toEqual([
      { kind: 'text', text: 'the code has changed' },
    ]);
  });
});
