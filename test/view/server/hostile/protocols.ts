import { requestText } from '../raw-http.js';
import { get, json, method, type Row, token } from './requests.js';

/** Other methods than the one of a route. */
export const methods: readonly Row[] = [
  ['PUT of an action', method('PUT', '/api/v1/actions', json, token), 405, 'methodNotAllowed'],
  ['PATCH of an action', method('PATCH', '/api/v1/actions', json, token), 405, 'methodNotAllowed'],
  ['DELETE of the calls', method('DELETE', '/api/v1/calls', token), 405, 'methodNotAllowed'],
  ['GET of an action', get('/api/v1/actions?action=stop', token), 405, 'methodNotAllowed'],
  ['POST to the calls', method('POST', '/api/v1/calls', json, token), 405, 'methodNotAllowed'],
  ['POST to the page', method('POST', '/view', json, token), 405, 'methodNotAllowed'],
  ['POST to a path that is not there', method('POST', '/nothing', json, token), 405, 'methodNotAllowed'],
  [
    'POST with `X-HTTP-Method-Override` to read',
    method('POST', '/api/v1/app', 'X-HTTP-Method-Override: GET'),
    405,
    'methodNotAllowed',
  ],
  ['OPTIONS of the interface', method('OPTIONS', '/api/v1/app'), 405, 'methodNotAllowed'],
  ['TRACE', method('TRACE', '/api/v1/app'), 405, 'methodNotAllowed'],
  ['PROPFIND', method('PROPFIND', '/'), 405, 'methodNotAllowed'],
  ['PURGE', method('PURGE', '/view'), 405, 'methodNotAllowed'],
  [
    'CONNECT to another server',
    (port) => requestText(port, 'CONNECT evil.example:443'),
    405,
    'methodNotAllowed',
  ],
  [
    'CONNECT to the view itself',
    (port) => requestText(port, `CONNECT 127.0.0.1:${port}`),
    405,
    'methodNotAllowed',
  ],
  ['a method that does not exist', method('STOP', '/api/v1/app'), 400, 'badRequest'],
  ['`get` in small letters', method('get', '/api/v1/app'), 400, 'badRequest'],
];

/** What is no HTTP/1.1, or wants to become something else. */
export const protocols: readonly Row[] = [
  [
    'an upgrade to WebSocket',
    get('/api/v1/stream', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: AAAA'),
    400,
    'badRequest',
  ],
  [
    'an upgrade to HTTP/2',
    get('/view', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAAA'),
    400,
    'badRequest',
  ],
  ['the preface of HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'badRequest'],
  [
    'the beginning of TLS',
    () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
    400,
    'badRequest',
  ],
  ['bytes by chance', () => Buffer.from([0x00, 0xff, 0x13, 0x37, 0x0d, 0x0a, 0x0d, 0x0a]), 400, 'badRequest'],
  ['another protocol: `SSH-2.0-x`', () => 'SSH-2.0-x\r\n\r\n', 400, 'badRequest'],
  ['HTTP/0.9, which has no `Host`', () => 'GET /view\r\n\r\n', 403, 'forbidden'],
  ['HTTP/9.9', (port) => `GET /view HTTP/9.9\r\nHost: 127.0.0.1:${port}\r\n\r\n`, 400, 'badRequest'],
  ['`Expect: 200-maybe`', get('/api/v1/app', 'Expect: 200-maybe'), 417, 'expectationFailed'],
  ['a header folded over two lines', get('/api/v1/app', 'X-A: b\r\n c: d'), 400, 'badRequest'],
  ['a header without a name', get('/api/v1/app', ': x'), 400, 'badRequest'],
  ['a space before the colon', get('/api/v1/app', 'X-Workloop-Token : x'), 400, 'badRequest'],
  ['a NUL in a header', get('/api/v1/app', 'X-A: a\u0000b'), 400, 'badRequest'],
  ['a bare line feed in a header', get('/api/v1/app', 'X-A: a\nX-B: b\r\r'), 400, 'badRequest'],
];

/** Requests that two servers could take for different ones. */
export const smuggling: readonly Row[] = [
  [
    '`Content-Length` and `Transfer-Encoding` together',
    (port) =>
      requestText(
        port,
        'POST /api/v1/actions',
        [json, token, 'Content-Length: 4', 'Transfer-Encoding: chunked'],
        '0\r\n\r\n',
      ),
    400,
    'badRequest',
  ],
  [
    'two `Content-Length` that differ',
    (port) =>
      requestText(
        port,
        'POST /api/v1/actions',
        [json, token, 'Content-Length: 2', 'Content-Length: 3'],
        '{}',
      ),
    400,
    'badRequest',
  ],
  [
    'two `Content-Length` that are equal',
    (port) =>
      requestText(
        port,
        'POST /api/v1/actions',
        [json, token, 'Content-Length: 2', 'Content-Length: 2'],
        '{}',
      ),
    400,
    'badRequest',
  ],
  [
    'a negative `Content-Length`',
    (port) => requestText(port, 'POST /api/v1/actions', [json, token, 'Content-Length: -1'], '{}'),
    400,
    'badRequest',
  ],
  [
    '`Content-Length: 1e3`',
    (port) => requestText(port, 'POST /api/v1/actions', [json, token, 'Content-Length: 1e3'], '{}'),
    400,
    'badRequest',
  ],
  [
    '`Transfer-Encoding: gzip, chunked`',
    (port) =>
      requestText(
        port,
        'POST /api/v1/actions',
        [json, token, 'Transfer-Encoding: gzip, chunked'],
        '0\r\n\r\n',
      ),
    400,
    'badRequest',
  ],
  [
    '`Transfer-Encoding: xchunked`',
    (port) =>
      requestText(port, 'POST /api/v1/actions', [json, token, 'Transfer-Encoding: xchunked'], '0\r\n\r\n'),
    400,
    'badRequest',
  ],
  [
    'a chunk whose size is no number',
    (port) =>
      requestText(port, 'POST /api/v1/actions', [json, token, 'Transfer-Encoding: chunked'], 'zz\r\n{}\r\n'),
    400,
    'badRequest',
  ],
  [
    'a GET with a body',
    (port) => requestText(port, 'GET /api/v1/app', ['Content-Length: 2'], '{}'),
    400,
    'badRequest',
  ],
  [
    'a GET with chunks',
    (port) => requestText(port, 'GET /api/v1/app', ['Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n'),
    400,
    'badRequest',
  ],
];
