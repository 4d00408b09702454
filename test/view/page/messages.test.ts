import { messages, tell } from '../../../src/view/page/actions/messages.js';

afterEach(() => {
  messages.value = [];
});

describe('what came of actions', () => {
  it('is told of the last few, and what failed stays when others are done', () => {
    jest.useFakeTimers();
    tell('failed', 'one');
    for (const text of ['two', 'three', 'four', 'five']) tell('done', text);

    expect(messages.peek().map(({ text }) => text)).toEqual(['one', 'four', 'five']);
    jest.useRealTimers();
  });

  it('is told of the newest one, however many failed before', () => {
    jest.useFakeTimers();
    for (const text of ['one', 'two', 'three']) tell('failed', text);
    tell('done', 'four');

    expect(messages.peek().map(({ text }) => text)).toEqual(['two', 'three', 'four']);
    jest.useRealTimers();
  });
});
