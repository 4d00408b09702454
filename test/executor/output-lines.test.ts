import { OutputLines } from '../../src/executor/output-lines.js';

function linesOf(stream: 'stdout' | 'stderr', ...parts: string[]) {
  const printed: { text: string; stream: string; level: string }[] = [];
  const lines = new OutputLines(stream, (line) => printed.push(line));
  for (const part of parts) lines.add(part);
  const before = printed.map(({ text }) => text);
  lines.finish();
  return { before, all: printed.map(({ text }) => text), printed };
}

describe('lines put together from what is printed', () => {
  it('waits for the end of a line', () => {
    expect(linesOf('stdout', 'a li', 'ne\nand ', 'more')).toMatchObject({
      before: ['a line'],
      all: ['a line', 'and more'],
    });
  });

  it('keeps empty lines, and makes none of nothing', () => {
    expect(linesOf('stdout', '\n', 'x\n\n', '').all).toEqual(['', 'x', '']);
  });

  it('leaves out the return before a line break, also where they come apart', () => {
    expect(linesOf('stdout', 'one\r\ntwo\r', '\nthree').all).toEqual(['one', 'two', 'three']);
  });

  it('says where a line is to appear', () => {
    expect(linesOf('stderr', 'oh\n').printed).toEqual([{ level: 'error', stream: 'stderr', text: 'oh' }]);
    expect(linesOf('stdout', 'ah\n').printed).toEqual([{ level: 'info', stream: 'stdout', text: 'ah' }]);
  });
});
