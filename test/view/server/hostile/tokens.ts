import { TOKEN } from '../fake-app.js';
import { requestText } from '../raw-http.js';
import { barePost, get, json, type Row, STOP, token } from './requests.js';

/** Requests that have no right to what they want. */
export const tokens: readonly Row[] = [
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
export const remote: readonly Row[] = [
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
