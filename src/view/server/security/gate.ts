import { LIMITS } from '../limits.js';
import { Refused } from '../refused.js';
import { parameterOf } from '../routes/parameters.js';
import { HeaderList } from './header-list.js';
import { type RequestTarget, readTarget } from './request-target.js';
import type { Token } from './token.js';

/** A request before anything is done about it. */
export interface Knock {
  readonly method: string;
  /** As in the request line. */
  readonly target: string;
  /** Names and values by turns. */
  readonly rawHeaders: readonly string[];
}

/** A request that may be answered. */
export interface Admitted extends RequestTarget {
  readonly headers: HeaderList;
}

/** Whom a gate lets in. */
export interface GateRules {
  readonly token: Token;
  /** Whether each request has to show the token, and not actions alone. */
  readonly asksAlways: boolean;
  readonly hosts: ReadonlySet<string>;
  readonly cookieName: string;
}

/** Where changes are made; everything else is read only. */
export const ACTIONS = '/api/v1/actions';
/** The page itself: the one address that a link of another site may lead to. */
export const PAGE = '/view';

/** Stands in front of everything that the server does: what it does not know to be right is refused. */
export class Gate {
  private readonly origins: ReadonlySet<string>;

  constructor(private readonly rules: GateRules) {
    this.origins = new Set([...rules.hosts].map((host) => `http://${host}`));
  }

  /** @throws Refused unless the request may be answered. */
  admit({ method, target, rawHeaders }: Knock): Admitted {
    const headers = new HeaderList(rawHeaders);
    this.checkHost(headers);
    const { path, query } = readTarget(target);
    checkMethod(method, path);
    checkProtocol(headers);
    this.checkOrigin(method, path, headers);
    this.checkToken(method, path, query, headers);
    checkBody(method, headers);
    return { path, query, headers };
  }

  private checkHost(headers: HeaderList): void {
    const host = headers.get('host')?.toLowerCase();
    if (host !== undefined && this.rules.hosts.has(host)) return;
    throw new Refused(
      403,
      'The view is not reached by this name. Use the address that the app printed when it started.',
    );
  }

  /** Whoever asks on behalf of a page of somebody else is refused, also where only reading is asked for. */
  private checkOrigin(method: string, path: string, headers: HeaderList): void {
    const origin = headers.get('origin');
    if (origin !== undefined && !this.origins.has(origin.toLowerCase())) {
      throw new Refused(403, 'Pages of other origins may not ask.');
    }
    const site = headers.get('sec-fetch-site');
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    const isPlainNavigation =
      method === 'GET' &&
      (path === PAGE || path === '/') &&
      headers.get('sec-fetch-mode') === 'navigate' &&
      headers.get('sec-fetch-dest') === 'document' &&
      (site === 'same-site' || site === 'cross-site');
    if (!isPlainNavigation)
      throw new Refused(403, 'Pages of other sites may only lead to the view, not ask it.');
  }

  /** Every proof that is shown has to be right, also where none is needed. */
  private checkToken(method: string, path: string, query: string, headers: HeaderList): void {
    const { token, asksAlways, cookieName } = this.rules;
    const inHeader = headers.get('x-workloop-token');
    const inQuery = path === PAGE && method === 'GET' ? parameterOf(query, 'token') : undefined;
    const isWrong =
      (inHeader !== undefined && !token.is(inHeader)) || (inQuery !== undefined && !token.is(inQuery));
    if (isWrong)
      throw unauthorized('The token is wrong: it changes whenever the app starts. Load the page again.');
    if (inHeader !== undefined || (method === 'GET' && !asksAlways)) return;
    if (method !== 'GET')
      throw unauthorized('Actions need the header `x-workloop-token`, which the page knows.');
    const cookie = headers.cookie(cookieName);
    if (inQuery !== undefined || (cookie !== undefined && token.isCookie(cookie))) return;
    throw unauthorized(
      'Open the view with `?token=` and the token of the app, or send the header `x-workloop-token`.',
    );
  }
}

function checkMethod(method: string, path: string): void {
  const allowed = path === ACTIONS ? 'POST' : 'GET';
  if (method === allowed) return;
  throw new Refused(405, `Only ${allowed} is possible here.`, { allow: allowed });
}

/** What asks to speak otherwise than in plain HTTP/1.1. */
function checkProtocol(headers: HeaderList): void {
  if (headers.get('upgrade') !== undefined)
    throw new Refused(400, 'The view speaks HTTP/1.1 and nothing else.');
  const encoding = headers.get('transfer-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked') {
    throw new Refused(400, 'Of transfer encodings only `chunked` is known.');
  }
}

function checkBody(method: string, headers: HeaderList): void {
  const length = headers.get('content-length');
  if (method === 'GET') {
    const hasBody =
      headers.get('transfer-encoding') !== undefined || (length !== undefined && !/^0+$/.test(length));
    if (hasBody) throw new Refused(400, 'A GET has no body.');
    return;
  }
  if (!/^application\/json(?:; ?charset=utf-8)?$/i.test(headers.get('content-type') ?? '')) {
    throw new Refused(415, 'Send `content-type: application/json`.');
  }
  if (headers.get('content-encoding') !== undefined)
    throw new Refused(415, 'Send the body as it is, not compressed.');
  if (Number(length ?? 0) > LIMITS.http.bodyBytes) throw tooLarge();
}

/** What a body is refused with that is longer than allowed. */
export function tooLarge(): Refused {
  return new Refused(413, `The body is longer than ${LIMITS.http.bodyBytes} bytes.`);
}

function unauthorized(message: string): Refused {
  return new Refused(401, message, { 'www-authenticate': 'Workloop-Token' });
}
