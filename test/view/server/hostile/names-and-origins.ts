import { requestText } from '../raw-http.js';
import { barePost, get, getAt, method, post, type Row, STOP, token } from './requests.js';

/** The view by names that it does not have. */
export const hosts: readonly Row[] = [
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

/** Requests that pages of others make a browser send. */
export const origins: readonly Row[] = [
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
