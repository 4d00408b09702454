import type { Server } from 'node:http';
import type { ToView, ViewThreadData } from '../protocol.js';
import { Asks } from './asks.js';
import { Attention } from './attention.js';
import { type HttpLimits, httpServer } from './http/http-server.js';
import { listen } from './http/listen.js';
import { LIMITS } from './limits.js';
import type { MessagePortLike } from './message-port.js';
import { Model } from './model/model.js';
import { placeOf } from './place-of.js';
import { pageFiles } from './routes/page-files.js';
import { routesOf } from './routes/routes.js';
import {
  allowedHosts,
  inAuthority,
  isLoopback,
  isWildcard,
  machineAddresses,
} from './security/allowed-hosts.js';
import { Gate } from './security/gate.js';
import { RateLimit } from './security/rate-limit.js';
import { Token } from './security/token.js';
import { Stream } from './stream/stream.js';
import { type Timing, threadTiming } from './timing.js';

/** Where the server finds what is not told by the app. */
export interface ServeSettings {
  /** Of the built page; with a slash at the end. */
  readonly pageFolder: URL;
  readonly timing?: Timing;
  /** Ids of events begin behind it. */
  readonly lastEventId?: number;
  /** How long the app's thread may take for an answer. */
  readonly askTimeoutMs?: number;
  /** Limits of the server other than the usual ones. */
  readonly http?: Partial<HttpLimits>;
}

/**
 * Serves the view of the app at the other end of the port, until that says that the app has ended. Tells the port the address
 * or why there is none.
 */
export async function serve(
  port: MessagePortLike,
  data: ViewThreadData,
  settings: ServeSettings,
): Promise<void> {
  const timing = settings.timing ?? threadTiming;
  // Pages that come back to the next app on the port bring ids of this one: a thousand ids for each millisecond are enough
  // for those of the next to be greater.
  const lastEventId = settings.lastEventId ?? Date.now() * 1_000;
  const model = new Model(data.snapshot);
  const stream = new Stream(model, timing, lastEventId);
  const attention = new Attention(
    (isWatched) => port.postMessage({ kind: 'watched', isWatched }),
    () => stream.isHeard,
    timing,
  );
  const asks = new Asks((message) => port.postMessage(message), timing, {
    ...LIMITS.asks,
    ...(settings.askTimeoutMs !== undefined && { timeoutMs: settings.askTimeoutMs }),
  });
  const token = new Token(data.token);
  const asksAlways = !isLoopback(data.host);
  const http = { ...LIMITS.http, ...settings.http };
  const onTrouble = (error: unknown): void => port.postMessage({ kind: 'trouble', error: placeOf(error) });
  const server = httpServer({
    gate: () => gate,
    limits: http,
    rate: new RateLimit(http.requestsPerSecond, () => timing.now()),
    answer: (request, bindings) => routes.fetch(request, bindings),
    onTrouble,
  });
  port.on('message', (message) => receive(message));

  let hasEnded = false;
  let listeningAt: number;
  try {
    listeningAt = await listen(server, data.host, data.port, data.mayMove);
  } catch (error) {
    port.postMessage({ kind: 'failed', message: (error as Error).message });
    stream.end(model.app);
    attention.end();
    port.close();
    return;
  }
  if (hasEnded) {
    close(server, timing);
    return;
  }
  // Cookies do not know ports: two apps on one machine must not take each other's.
  const cookieName = `workloop-${listeningAt}`;
  const gate = new Gate({ token, asksAlways, hosts: allowedHosts(data.host, listeningAt), cookieName });
  const routes = routesOf({
    model,
    asks,
    stream,
    attention,
    onTrouble,
    files: pageFiles(settings.pageFolder, token.text),
    ...(asksAlways && { cookie: `${cookieName}=${token.cookieValue}; HttpOnly; SameSite=Strict; Path=/` }),
  });
  port.postMessage({ kind: 'listening', url: urlOfPage(data, listeningAt, token), token: token.text });

  function receive(message: ToView): void {
    switch (message.kind) {
      case 'update':
        stream.update(message.delta);
        attention.updated();
        port.postMessage({ kind: 'taken' });
        break;
      case 'answer':
        asks.answered(message.id, message.answer);
        break;
      case 'refusal':
        asks.refused(message.id, message.refusal);
        break;
      case 'end':
        stream.end(message.app);
        asks.end();
        attention.end();
        hasEnded = true;
        close(server, timing);
        port.close();
    }
  }
}

/** Pages get what was sent to them, as far as they read it at once; nobody waits for those that do not. */
function close(server: Server, timing: Timing): void {
  server.close();
  server.closeIdleConnections();
  timing.after(LIMITS.lingerMs, () => server.closeAllConnections());
}

/** Of the page. Nobody could know a token that was made up here, so it is a part of the address where one is needed. */
function urlOfPage(data: ViewThreadData, port: number, token: Token): string {
  const host = isWildcard(data.host) ? (machineAddresses()[0] ?? '127.0.0.1') : data.host;
  const needsToken = !isLoopback(data.host) && data.token === undefined;
  return `http://${inAuthority(host)}:${port}/view${needsToken ? `?token=${token.text}` : ''}`;
}
