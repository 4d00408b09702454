import { allowedHosts } from '../../../../src/view/server/security/allowed-hosts.js';
import { Gate } from '../../../../src/view/server/security/gate.js';
import { Token } from '../../../../src/view/server/security/token.js';

/* Each rule alone: over the line, others would refuse as well, and nobody would see that one of them is gone. */

const token = new Token('a-token-of-the-tests');
const gate = new Gate({
  token,
  asksAlways: false,
  hosts: allowedHosts('127.0.0.1', 7501),
  cookieName: 'workloop-7501',
});
const HOST = ['Host', '127.0.0.1:7501'];

function get(target: string, ...rawHeaders: string[]): () => unknown {
  return () => gate.admit({ method: 'GET', target, rawHeaders: [...HOST, ...rawHeaders] });
}

function post(...rawHeaders: string[]): () => unknown {
  const all = [...HOST, 'X-Workloop-Token', token.text, 'Content-Type', 'application/json', ...rawHeaders];
  return () => gate.admit({ method: 'POST', target: '/api/v1/actions', rawHeaders: all });
}

const refused = (status: number, message?: RegExp) =>
  expect.objectContaining({ status, ...(message && { message: expect.stringMatching(message) }) });

describe('what other sites may do', () => {
  const headers = (site: string, mode: string, dest: string): string[] => [
    ...['Sec-Fetch-Site', site],
    ...['Sec-Fetch-Mode', mode],
    ...['Sec-Fetch-Dest', dest],
  ];

  it.each(['same-site', 'cross-site'])('is to lead to the page from %s', (site) => {
    expect(get('/view', ...headers(site, 'navigate', 'document'))).not.toThrow();
    expect(get('/', ...headers(site, 'navigate', 'document'))).not.toThrow();
  });

  it.each<readonly [string, string, string, string, string]>([
    ['lead to the interface', '/api/v1/app', 'cross-site', 'navigate', 'document'],
    ['lead to a file of the page', '/view/assets/main-1.js', 'same-site', 'navigate', 'document'],
    ['fetch the page', '/view', 'cross-site', 'cors', 'document'],
    ['put the page into a frame', '/view', 'same-site', 'navigate', 'iframe'],
    ['put the page into an object', '/view', 'cross-site', 'navigate', 'object'],
    ['come from a place that nobody knows', '/view', 'trust-me', 'navigate', 'document'],
  ])('is not to %s', (_what, target, site, mode, dest) => {
    expect(get(target, ...headers(site, mode, dest))).toThrow(refused(403, /only lead to the view/));
  });

  it.each(['same-origin', 'none'])('does not concern requests from %s', (site) => {
    expect(get('/api/v1/app', ...headers(site, 'cors', 'empty'))).not.toThrow();
  });
});

describe('bodies', () => {
  it.each(['5', '0x0', ' ', '00000000001'])(
    'has none with a GET, not one of `Content-Length: %s`',
    (length) => {
      expect(get('/api/v1/app', 'Content-Length', length)).toThrow(refused(400, /no body/));
    },
  );

  it('has none with a GET, also not in chunks', () => {
    expect(get('/api/v1/app', 'Transfer-Encoding', 'chunked')).toThrow(refused(400, /no body/));
  });

  it.each(['0', '000'])('lets a GET say so with `Content-Length: %s`', (length) => {
    expect(get('/api/v1/app', 'Content-Length', length)).not.toThrow();
  });

  it.each(['gzip', 'gzip, chunked', 'chunked, chunked', 'identity', ''])(
    'are transferred in chunks or as they are, not `%s`',
    (encoding) => {
      expect(post('Transfer-Encoding', encoding)).toThrow(refused(400, /only `chunked`/));
    },
  );

  it.each(['chunked', 'Chunked'])('may be `%s`', (encoding) => {
    expect(post('Transfer-Encoding', encoding)).not.toThrow();
  });
});

it('has no way for a request without a name, whatever names there are', () => {
  expect(() => gate.admit({ method: 'GET', target: '/view', rawHeaders: [] })).toThrow(refused(403));
  expect(get('/view', 'Upgrade', 'websocket')).toThrow(refused(400, /nothing else/));
});
