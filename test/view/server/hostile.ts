import { TOKEN } from './fake-app.js';
import { requestText } from './raw-http.js';

/** A request that must not get what it wants. */
export interface HostileRequest {
  /** What it tries. */
  readonly area: string;
  /** What it sends. */
  readonly name: string;
  /** The bytes, for a server at this port. */
  readonly bytes: (port: number) => string | Buffer;
  /** Whether the view was given a `host`, so that everything needs the token; the loopback otherwise. */
  readonly isRemote?: boolean;
  /** Of the answer. */
  readonly status: number;
  /** The answer's `error.code`. */
  readonly code: string;
}

type Row = readonly [name: string, bytes: HostileRequest['bytes'], status: number, code: string];

/** A GET of the path with these headers. */
function get(path: string, ...headers: string[]): HostileRequest['bytes'] {
  return (port) => requestText(port, `GET ${path}`, headers);
}

/** The same with another `Host`, or none. */
function getAt(host: ((port: number) => string) | null, path = '/api/v1/app'): HostileRequest['bytes'] {
  return (port) => requestText(port, `GET ${path}`, [], '', host === null ? null : host(port));
}

/** A POST to the actions with everything right but what is given. */
function post(body: string | Buffer, ...headers: string[]): HostileRequest['bytes'] {
  return (port) => {
    const head = requestText(port, 'POST /api/v1/actions', [
      ...withDefault(headers, 'Content-Type', 'application/json'),
      `X-Workloop-Token: ${TOKEN}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]);
    return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
  };
}

/** A POST to the actions with these headers and no others. */
function barePost(body: string, ...headers: string[]): HostileRequest['bytes'] {
  return (port) =>
    requestText(port, 'POST /api/v1/actions', [...headers, `Content-Length: ${body.length}`], body);
}

function withDefault(headers: readonly string[], name: string, value: string): string[] {
  const isGiven = headers.some((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return isGiven ? [...headers] : [`${name}: ${value}`, ...headers];
}

/** Another method at a path. */
function method(name: string, path: string, ...headers: string[]): HostileRequest['bytes'] {
  return (port) => requestText(port, `${name} ${path}`, headers);
}

const STOP = '{"action":"stop"}';
const json = 'Content-Type: application/json';
const token = `X-Workloop-Token: ${TOKEN}`;
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const withArgs = (args: string): string => `{"action":"force","path":"root.a","args":${args}}`;
const chunk = (size: number): string => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`;

const hosts: readonly Row[] = [
  ['no `Host`', getAt(null), 403, 'forbidden'],
  ['an empty `Host`', getAt(() => ''), 403, 'forbidden'],
  ['`Host: evil.example` (DNS rebinding)', getAt(() => 'evil.example'), 403, 'forbidden'],
  ['`Host: evil.example:<port>`', getAt((port) => `evil.example:${port}`), 403, 'forbidden'],
  ['`Host: 127.0.0.1` without the port', getAt(() => '127.0.0.1'), 403, 'forbidden'],
  ['`Host: 127.0.0.1:1`, another port', getAt(() => '127.0.0.1:1'), 403, 'forbidden'],
  [
    '`Host: 127.0.0.1:<port>@evil.example`',
    getAt((port) => `127.0.0.1:${port}@evil.example`),
    403,
    'forbidden',
  ],
  [
    '`Host: evil.example#127.0.0.1:<port>`',
    getAt((port) => `evil.example#127.0.0.1:${port}`),
    403,
    'forbidden',
  ],
  [
    '`Host: 127.0.0.1.evil.example:<port>`',
    getAt((port) => `127.0.0.1.evil.example:${port}`),
    403,
    'forbidden',
  ],
  ['`Host: localhost.:<port>`', getAt((port) => `localhost.:${port}`), 403, 'forbidden'],
  ['`Host: 127.1:<port>`, a short form', getAt((port) => `127.1:${port}`), 403, 'forbidden'],
  ['`Host: 2130706433:<port>`, a number', getAt((port) => `2130706433:${port}`), 403, 'forbidden'],
  ['`Host: 0.0.0.0:<port>`', getAt((port) => `0.0.0.0:${port}`), 403, 'forbidden'],
  ['`Host: [::ffff:127.0.0.1]:<port>`', getAt((port) => `[::ffff:127.0.0.1]:${port}`), 403, 'forbidden'],
  ['`Host` with a list of two', getAt((port) => `127.0.0.1:${port}, evil.example`), 403, 'forbidden'],
  ['two `Host`, the right one first', get('/api/v1/app', 'Host: evil.example'), 400, 'badRequest'],
  [
    'two `Host`, the right one last',
    (port) => requestText(port, 'GET /api/v1/app', [`Host: 127.0.0.1:${port}`], '', 'evil.example'),
    400,
    'badRequest',
  ],
  [
    '`X-Forwarded-Host` with the right name, and a wrong `Host`',
    (port) => requestText(port, 'GET /view', [`X-Forwarded-Host: 127.0.0.1:${port}`], '', 'evil.example'),
    403,
    'forbidden',
  ],
  ['the page by another name', getAt((port) => `evil.example:${port}`, '/view'), 403, 'forbidden'],
  ['a path that is not there by another name', getAt(() => 'evil.example', '/nothing'), 403, 'forbidden'],
];

const origins: readonly Row[] = [
  ['`Origin: http://evil.example`', get('/api/v1/app', 'Origin: http://evil.example'), 403, 'forbidden'],
  ['`Origin: null` (a sandboxed frame)', get('/api/v1/app', 'Origin: null'), 403, 'forbidden'],
  ['an empty `Origin`', get('/api/v1/app', 'Origin:'), 403, 'forbidden'],
  [
    '`Origin` with `https` in place of `http`',
    (port) => requestText(port, 'GET /api/v1/app', [`Origin: https://127.0.0.1:${port}`]),
    403,
    'forbidden',
  ],
  ['`Origin` of another port', get('/api/v1/app', 'Origin: http://127.0.0.1:1'), 403, 'forbidden'],
  [
    '`Origin` that only begins right',
    (port) => requestText(port, 'GET /api/v1/app', [`Origin: http://127.0.0.1:${port}.evil.example`]),
    403,
    'forbidden',
  ],
  [
    'two `Origin`',
    (port) =>
      requestText(port, 'GET /api/v1/app', [
        `Origin: http://127.0.0.1:${port}`,
        'Origin: http://evil.example',
      ]),
    400,
    'badRequest',
  ],
  ['the stream for another origin', get('/api/v1/stream', 'Origin: http://evil.example'), 403, 'forbidden'],
  ['the page for another origin', get('/view', 'Origin: http://evil.example'), 403, 'forbidden'],
  [
    'an action of another origin, with the token',
    post(STOP, 'Origin: http://evil.example'),
    403,
    'forbidden',
  ],
  ['`Sec-Fetch-Site: cross-site`', get('/api/v1/app', 'Sec-Fetch-Site: cross-site'), 403, 'forbidden'],
  [
    '`Sec-Fetch-Site: same-site` (another port)',
    get('/api/v1/app', 'Sec-Fetch-Site: same-site'),
    403,
    'forbidden',
  ],
  [
    '`Sec-Fetch-Site` with a word that nobody knows',
    get('/api/v1/app', 'Sec-Fetch-Site: trust-me'),
    403,
    'forbidden',
  ],
  ['an empty `Sec-Fetch-Site`', get('/api/v1/app', 'Sec-Fetch-Site:'), 403, 'forbidden'],
  [
    'two `Sec-Fetch-Site`',
    get('/api/v1/app', 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'),
    400,
    'badRequest',
  ],
  [
    'a script of another site that reads the page',
    get('/view', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script'),
    403,
    'forbidden',
  ],
  [
    'the page in a frame of another site',
    get('/view', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'),
    403,
    'forbidden',
  ],
  [
    'a link of another site to the interface',
    get('/api/v1/logs', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'),
    403,
    'forbidden',
  ],
  [
    'a script of the page included by another site',
    get('/view/assets/main-1.js', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'),
    403,
    'forbidden',
  ],
  [
    'a form of another site that posts',
    barePost(
      STOP,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: navigate',
      'Content-Type: text/plain',
      token,
    ),
    403,
    'forbidden',
  ],
  [
    'a preflight for an action',
    method(
      'OPTIONS',
      '/api/v1/actions',
      'Origin: http://evil.example',
      'Access-Control-Request-Method: POST',
    ),
    405,
    'methodNotAllowed',
  ],
];

const tokens: readonly Row[] = [
  ['an action without the token', barePost(STOP, json), 401, 'unauthorized'],
  ['an action with an empty token', barePost(STOP, json, 'X-Workloop-Token:'), 401, 'unauthorized'],
  [
    'an action with a wrong token of the right length',
    barePost(STOP, json, `X-Workloop-Token: ${TOKEN.replace(/s$/, 'z')}`),
    401,
    'unauthorized',
  ],
  [
    'an action with the first half of the token',
    barePost(STOP, json, `X-Workloop-Token: ${TOKEN.slice(0, 9)}`),
    401,
    'unauthorized',
  ],
  [
    'an action with the token in capitals',
    barePost(STOP, json, `X-Workloop-Token: ${TOKEN.toUpperCase()}`),
    401,
    'unauthorized',
  ],
  [
    'two tokens, the right one first',
    barePost(STOP, json, token, 'X-Workloop-Token: guess'),
    400,
    'badRequest',
  ],
  [
    'an action with the token as `Authorization`',
    barePost(STOP, json, `Authorization: Bearer ${TOKEN}`),
    401,
    'unauthorized',
  ],
  [
    'an action with the token as a cookie',
    barePost(STOP, json, `Cookie: workloop-token=${TOKEN}`),
    401,
    'unauthorized',
  ],
  [
    'an action with `__WORKLOOP_TOKEN__`',
    barePost(STOP, json, 'X-Workloop-Token: __WORKLOOP_TOKEN__'),
    401,
    'unauthorized',
  ],
  [
    'an action with the token in the address',
    (port) =>
      requestText(
        port,
        `POST /api/v1/actions?token=${TOKEN}`,
        [json, `Content-Length: ${STOP.length}`],
        STOP,
      ),
    401,
    'unauthorized',
  ],
  ['reading with a wrong token', get('/api/v1/app', 'X-Workloop-Token: guess'), 401, 'unauthorized'],
  ['the page with a wrong token', get('/view?token=guess'), 401, 'unauthorized'],
];

/** With a `host` that others reach. */
const remote: readonly Row[] = [
  ['the page without the token', get('/view'), 401, 'unauthorized'],
  ['the page with a wrong token', get('/view?token=guess'), 401, 'unauthorized'],
  ['the page with an empty token', get('/view?token='), 401, 'unauthorized'],
  ['the page with two tokens', get(`/view?token=${TOKEN}&token=guess`), 401, 'unauthorized'],
  ['a script of the page without the token', get('/view/assets/main-1.js'), 401, 'unauthorized'],
  ['`/` without the token', get('/'), 401, 'unauthorized'],
  ['reading without the token', get('/api/v1/app'), 401, 'unauthorized'],
  ['the stream without the token', get('/api/v1/stream'), 401, 'unauthorized'],
  ['a path that is not there without the token', get('/nothing'), 401, 'unauthorized'],
  ['reading with the token in the address', get(`/api/v1/app?token=${TOKEN}`), 401, 'unauthorized'],
  [
    'a cookie that is the token itself',
    (port) => requestText(port, 'GET /api/v1/app', [`Cookie: workloop-${port}=${TOKEN}`]),
    401,
    'unauthorized',
  ],
  [
    'a guessed cookie',
    (port) => requestText(port, 'GET /api/v1/app', [`Cookie: workloop-${port}=${'0'.repeat(64)}`]),
    401,
    'unauthorized',
  ],
  ['an action without the token', barePost(STOP, json), 401, 'unauthorized'],
  [
    'another name with the right token',
    (port) => requestText(port, 'GET /api/v1/app', [token], '', 'evil.example'),
    403,
    'forbidden',
  ],
];

const methods: readonly Row[] = [
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

const protocols: readonly Row[] = [
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

const smuggling: readonly Row[] = [
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

const targets: readonly Row[] = [
  [
    'an address of another server',
    (port) => requestText(port, 'GET http://evil.example/api/v1/app'),
    400,
    'badRequest',
  ],
  [
    'the whole address of the view',
    (port) => requestText(port, `GET http://127.0.0.1:${port}/api/v1/app`),
    400,
    'badRequest',
  ],
  ['`*`', get('*'), 400, 'badRequest'],
  ['`//evil.example/view`', get('//evil.example/view'), 400, 'badRequest'],
  ['`/view/../../../etc/passwd`', get('/view/../../../etc/passwd'), 400, 'badRequest'],
  ['`/view/%2e%2e/%2e%2e/etc/passwd`', get('/view/%2e%2e/%2e%2e/etc/passwd'), 400, 'badRequest'],
  ['`/view/..%2f..%2fetc%2fpasswd`', get('/view/..%2f..%2fetc%2fpasswd'), 400, 'badRequest'],
  ['`/view/..%5c..%5cwindows`', get('/view/..%5c..%5cwindows'), 400, 'badRequest'],
  ['`/view/%252e%252e/package.json`, encoded twice', get('/view/%252e%252e/package.json'), 404, 'notFound'],
  ['`/view\\..\\package.json`', get('/view\\..\\package.json'), 400, 'badRequest'],
  ['`/view/assets/%00main.js`', get('/view/assets/%00main.js'), 400, 'badRequest'],
  ['`/view/%`, half an escape', get('/view/%'), 400, 'badRequest'],
  ['`/view/%zz`', get('/view/%zz'), 400, 'badRequest'],
  ['`/view/%c0%ae%c0%ae/`, overlong UTF-8', get('/view/%c0%ae%c0%ae/'), 400, 'badRequest'],
  ['`/view#x`', get('/view#x'), 400, 'badRequest'],
  ['a space in the path', get('/view /x'), 400, 'badRequest'],
  [
    'a byte above ASCII in the path',
    (port) => Buffer.from(requestText(port, 'GET /vi\u00e9w'), 'latin1'),
    400,
    'badRequest',
  ],
  ['`/api/v1/%61pp`, an escape where none is needed', get('/api/v1/%61pp'), 404, 'notFound'],
  ['`/API/V1/APP`', get('/API/V1/APP'), 404, 'notFound'],
  ['`/api/v1/app/`', get('/api/v1/app/'), 404, 'notFound'],
  ['`/api/v2/app`', get('/api/v2/app'), 404, 'notFound'],
  ['`/.env`', get('/.env'), 404, 'notFound'],
  ['`/view/index.html`', get('/view/index.html'), 404, 'notFound'],
  ['`/view/__proto__`', get('/view/__proto__'), 404, 'notFound'],
  ['`/constructor`', get('/constructor'), 404, 'notFound'],
  ['an address of 9,000 characters', get(`/api/v1/calls?search=${'a'.repeat(9_000)}`), 414, 'tooLong'],
];

const parameters: readonly Row[] = [
  ['`app?x=1`, a parameter that is not known', get('/api/v1/app?x=1'), 400, 'badRequest'],
  ['`calls?limit=1&limit=2`', get('/api/v1/calls?limit=1&limit=2'), 400, 'badRequest'],
  ['`calls?limit=0`', get('/api/v1/calls?limit=0'), 400, 'badRequest'],
  ['`calls?limit=1001`', get('/api/v1/calls?limit=1001'), 400, 'badRequest'],
  ['`calls?limit=1e2`', get('/api/v1/calls?limit=1e2'), 400, 'badRequest'],
  ['`calls?limit=`', get('/api/v1/calls?limit='), 400, 'badRequest'],
  ['`calls?before=-1`', get('/api/v1/calls?before=-1'), 400, 'badRequest'],
  [
    '`calls?before=99999999999999999999`',
    get('/api/v1/calls?before=99999999999999999999'),
    400,
    'badRequest',
  ],
  ['`calls?state=toString`', get('/api/v1/calls?state=toString'), 400, 'badRequest'],
  ['`calls?state=failed,failed`', get('/api/v1/calls?state=failed,failed'), 400, 'badRequest'],
  ['`calls?path=`', get('/api/v1/calls?path='), 400, 'badRequest'],
  ['`calls?path[]=root`', get('/api/v1/calls?path[]=root'), 400, 'badRequest'],
  ['`calls?__proto__=x`', get('/api/v1/calls?__proto__=x'), 400, 'badRequest'],
  [
    '`calls?search=` with 1,001 characters',
    get(`/api/v1/calls?search=${'a'.repeat(1_001)}`),
    400,
    'badRequest',
  ],
  ['`calls?search=%ff`, no UTF-8', get('/api/v1/calls?search=%ff'), 400, 'badRequest'],
  ['`logs?level=fatal`', get('/api/v1/logs?level=fatal'), 400, 'badRequest'],
  ['`component` without a path', get('/api/v1/component'), 400, 'badRequest'],
  [
    '`component?path=` with 1,001 characters',
    get(`/api/v1/component?path=${'a'.repeat(1_001)}`),
    400,
    'badRequest',
  ],
  ['`call?id=abc`', get('/api/v1/call?id=abc'), 400, 'badRequest'],
  ['`call?id=0x10`', get('/api/v1/call?id=0x10'), 400, 'badRequest'],
  ['`explain` whose `args` are no JSON', get('/api/v1/explain?path=root.a&args=[1'), 400, 'badRequest'],
  ['`explain` whose `args` are no list', get('/api/v1/explain?path=root.a&args={}'), 400, 'badRequest'],
  [
    '`explain` whose `args` have `__proto__`',
    get('/api/v1/explain?path=root.a&args=[{"__proto__":{"a":1}}]'),
    400,
    'badRequest',
  ],
  [
    '`explain` whose `args` are 2,000 lists deep',
    get(`/api/v1/explain?path=root.a&args=${nested(2_000)}`),
    400,
    'badRequest',
  ],
  ['`stream?after=x`', get('/api/v1/stream?after=x'), 400, 'badRequest'],
  ['`Last-Event-ID: 1; drop`', get('/api/v1/stream', 'Last-Event-ID: 1; drop'), 400, 'badRequest'],
  [
    '`Last-Event-ID` of 400 digits',
    get('/api/v1/stream', `Last-Event-ID: ${'9'.repeat(400)}`),
    400,
    'badRequest',
  ],
  ['the page with a parameter that is not known', get('/view?debug=1'), 400, 'badRequest'],
];

const bodies: readonly Row[] = [
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

const actions: readonly Row[] = [
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

const sizes: readonly Row[] = [
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

/** All of them, each with the answer that it gets. */
export const hostileRequests: readonly HostileRequest[] = [
  ...rowsOf('another name for the view', hosts),
  ...rowsOf('another origin or site', origins),
  ...rowsOf('no right to act', tokens),
  ...rowsOf('a `host` was given, no token', remote, true),
  ...rowsOf('other methods', methods),
  ...rowsOf('other protocols', protocols),
  ...rowsOf('two readings of one request', smuggling),
  ...rowsOf('other addresses', targets),
  ...rowsOf('wrong parameters', parameters),
  ...rowsOf('wrong bodies', bodies),
  ...rowsOf('wrong actions', actions),
  ...rowsOf('too much', sizes),
];

function rowsOf(area: string, rows: readonly Row[], isRemote = false): HostileRequest[] {
  return rows.map(([name, bytes, status, code]) => ({ area, name, bytes, isRemote, status, code }));
}
