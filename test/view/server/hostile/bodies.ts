import { requestText } from '../raw-http.js';
import { barePost, chunk, get, json, nested, post, type Row, STOP, token, withArgs } from './requests.js';

/** Bodies that are no JSON, or more than that. */
export const bodies: readonly Row[] = [
  [
    '`Content-Type: text/plain` (a simple request)',
    post(STOP, 'Content-Type: text/plain'),
    415,
    'unsupportedMediaType',
  ],
  [
    'a form',
    post('action=stop', 'Content-Type: application/x-www-form-urlencoded'),
    415,
    'unsupportedMediaType',
  ],
  [
    '`multipart/form-data`',
    post(STOP, 'Content-Type: multipart/form-data; boundary=x'),
    415,
    'unsupportedMediaType',
  ],
  [
    '`Content-Type: application/jsonp`',
    post(STOP, 'Content-Type: application/jsonp'),
    415,
    'unsupportedMediaType',
  ],
  [
    '`text/plain; application/json`',
    post(STOP, 'Content-Type: text/plain; application/json'),
    415,
    'unsupportedMediaType',
  ],
  [
    '`application/json; charset=utf-16`',
    post(STOP, 'Content-Type: application/json; charset=utf-16'),
    415,
    'unsupportedMediaType',
  ],
  ['no `Content-Type`', barePost(STOP, token), 415, 'unsupportedMediaType'],
  ['two `Content-Type`', post(STOP, json, 'Content-Type: text/plain'), 400, 'badRequest'],
  ['`Content-Encoding: gzip` (a bomb)', post(STOP, 'Content-Encoding: gzip'), 415, 'unsupportedMediaType'],
  ['an empty body', post(''), 400, 'badRequest'],
  ['half a JSON', post('{"action":'), 400, 'badRequest'],
  ['two JSON behind each other', post(`${STOP}${STOP}`), 400, 'badRequest'],
  ['JSON with a comment', post(`${STOP} // x`), 400, 'badRequest'],
  ['`null`', post('null'), 400, 'badRequest'],
  ['a list', post('[]'), 400, 'badRequest'],
  ['a text', post('"stop"'), 400, 'badRequest'],
  ['no UTF-8', post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 400, 'badRequest'],
  ['a body of more than 1 MB', post(withArgs(`["${'a'.repeat(1024 * 1024)}"]`)), 413, 'tooLarge'],
  [
    '`Content-Length: 99999999999` and nothing behind it',
    (port) => requestText(port, 'POST /api/v1/actions', [json, token, 'Content-Length: 99999999999']),
    413,
    'tooLarge',
  ],
  [
    '`Expect: 100-continue` and a huge `Content-Length`',
    (port) =>
      requestText(port, 'POST /api/v1/actions', [
        json,
        token,
        'Expect: 100-continue',
        'Content-Length: 99999999999',
      ]),
    413,
    'tooLarge',
  ],
  [
    'chunks without an end',
    (port) =>
      requestText(
        port,
        'POST /api/v1/actions',
        [json, token, 'Transfer-Encoding: chunked'],
        chunk(65_536).repeat(20),
      ),
    413,
    'tooLarge',
  ],
  ['lists 100,000 deep', post(withArgs(nested(100_000))), 400, 'badRequest'],
  [
    'objects 50,000 deep',
    post(withArgs(`[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]`)),
    400,
    'badRequest',
  ],
  ['300,000 values', post(withArgs(`[${'1,'.repeat(300_000)}1]`)), 413, 'tooLarge'],
  ['`__proto__` at the top', post('{"action":"stop","__proto__":{"isAdmin":true}}'), 400, 'badRequest'],
  [
    '`__proto__` deep in arguments',
    post(withArgs('[{"a":[{"__proto__":{"polluted":1}}]}]')),
    400,
    'badRequest',
  ],
  [
    '`__proto__` written with escapes',
    post(withArgs('[{"\\u005f_proto__":{"polluted":1}}]')),
    400,
    'badRequest',
  ],
  [
    '`constructor.prototype`',
    post(withArgs('[{"constructor":{"prototype":{"polluted":1}}}]')),
    400,
    'badRequest',
  ],
];

/** JSON that is no action. */
export const actions: readonly Row[] = [
  ['no action', post('{}'), 400, 'badRequest'],
  ['`toString`', post('{"action":"toString"}'), 400, 'badRequest'],
  ['`exec`', post('{"action":"exec","path":"root"}'), 400, 'badRequest'],
  ['an action that is a list', post('{"action":["stop"]}'), 400, 'badRequest'],
  ['`stop` with something beside it', post('{"action":"stop","now":true}'), 400, 'badRequest'],
  ['`retry` without a path', post('{"action":"retry"}'), 400, 'badRequest'],
  ['`retry` whose path is an object', post('{"action":"retry","path":{"toString":1}}'), 400, 'badRequest'],
  [
    '`retry` whose path has 1,001 characters',
    post(`{"action":"retry","path":"${'a'.repeat(1_001)}"}`),
    400,
    'badRequest',
  ],
  ['`force` with a text for an `id`', post('{"action":"force","id":"1"}'), 400, 'badRequest'],
  ['`force` with `id` 1e400', post('{"action":"force","id":1e400}'), 400, 'badRequest'],
  ['`force` with `id` −1', post('{"action":"force","id":-1}'), 400, 'badRequest'],
  [
    '`force` with an `id` and a path',
    post('{"action":"force","id":1,"path":"root.a","args":[]}'),
    400,
    'badRequest',
  ],
  [
    '`invalidate` whose `args` are no list',
    post('{"action":"invalidate","path":"root.a","args":{"length":1}}'),
    400,
    'badRequest',
  ],
  [
    'an action with a parameter in the address',
    (port) =>
      requestText(
        port,
        'POST /api/v1/actions?action=stop',
        [json, token, `Content-Length: ${STOP.length}`],
        STOP,
      ),
    400,
    'badRequest',
  ],
];

/** More than anybody needs. */
export const sizes: readonly Row[] = [
  ['a megabyte of garbage', () => Buffer.alloc(1024 * 1024, 0xff), 400, 'badRequest'],
  ['a body of 900 kB without the token', barePost('x'.repeat(900_000), json), 401, 'unauthorized'],
  ['headers of more than 16 kB', get('/api/v1/app', `X-A: ${'a'.repeat(17_000)}`), 431, 'headersTooLarge'],
  ['a cookie of more than 16 kB', get('/view', `Cookie: a=${'a'.repeat(17_000)}`), 431, 'headersTooLarge'],
  [
    '200 headers, a wrong `Origin` behind them',
    get(
      '/api/v1/app',
      ...Array.from({ length: 200 }, (_, index) => `X-${index}: a`),
      'Origin: http://evil.example',
    ),
    431,
    'headersTooLarge',
  ],
  ['an address of 20,000 characters', get(`/${'a'.repeat(20_000)}`), 431, 'headersTooLarge'],
];
