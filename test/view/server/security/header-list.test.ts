import { HeaderList } from '../../../../src/view/server/security/header-list.js';

it.each([
  'Content-Encoding',
  'Content-Length',
  'Content-Type',
  'Cookie',
  'Expect',
  'Host',
  'Last-Event-ID',
  'Origin',
  'Referer',
  'Sec-Fetch-Dest',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Site',
  'Transfer-Encoding',
  'Upgrade',
  'X-Workloop-Token',
])('takes no second `%s`, however it is written, the same neither', (name) => {
  expect(() => new HeaderList([name, 'a', 'X-Other', 'b', name.toUpperCase(), 'a'])).toThrow(
    expect.objectContaining({ status: 400 }),
  );
});

it('takes others as often as they come, the last one counting', () => {
  const headers = new HeaderList(['Accept', 'a', 'ACCEPT', 'b']);

  expect(headers.get('accept')).toBe('b');
  expect(headers.get('cookie')).toBeUndefined();
});

it.each([
  ['a=1', '1'],
  ['b=2; a=1', '1'],
  ['b=2;a=1;  c=3', '1'],
  ['a=1=2', '1=2'],
  ['a=', ''],
  ['aa=1; xa=2', undefined],
  ['a=1; a=1', undefined],
  ['a', undefined],
  ['', undefined],
])('finds a cookie in `%s` where there is one of that name', (cookie, value) => {
  expect(new HeaderList(['Cookie', cookie]).cookie('a')).toBe(value);
});
