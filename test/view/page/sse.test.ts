import { EventParser } from '../../../src/view/page/data/sse.js';

describe('a stream of events', () => {
  it('is taken apart wherever its pieces end', () => {
    const text =
      'id: 7\nevent: delta\ndata: {"a":1}\n\n: heartbeat\n\nid: 8\r\nevent: end\r\ndata: x\r\ndata: y\r\n\r\n';
    for (const size of [1, 2, 3, 7, text.length]) {
      const parser = new EventParser();
      const events = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        parser.push(text.slice(i * size, (i + 1) * size)),
      ).flat();

      expect(events).toEqual([
        { id: '7', event: 'delta', data: '{"a":1}' },
        { id: '8', event: 'end', data: 'x\ny' },
      ]);
    }
  });

  it('has no event where there are no data', () => {
    expect(new EventParser().push('id: 1\nevent: delta\n\n')).toEqual([]);
  });
});
