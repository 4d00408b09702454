import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { LIMITS } from '../limits.js';
import { asRefused, Refused } from '../refused.js';
import { headersOf, type RouteBindings } from '../routes/routes.js';
import type { Admitted, Gate } from '../security/gate.js';
import type { RateLimit } from '../security/rate-limit.js';
import { answerOn, LINGER_MS } from './raw-answer.js';

/** What a server is made of. `gate` is asked late: what names the server goes by is known when it listens. */
export interface HttpParts {
  readonly gate: () => Gate;
  readonly rate: RateLimit;
  readonly answer: (request: Request, bindings: RouteBindings) => Response | Promise<Response>;
  readonly limits: HttpLimits;
  /** Told of errors that nobody expected. */
  readonly onTrouble: (error: unknown) => void;
}

/** The limits of the server, possibly with other numbers. */
export type HttpLimits = { readonly [Name in keyof typeof LIMITS.http]: number };

/** A server of node:http that lets nothing through to the routes but what the gate admits. */
export function httpServer({ gate, rate, answer, limits: http, onTrouble }: HttpParts): Server {
  const server = createServer({
    maxHeaderSize: http.headerBytes,
    headersTimeout: http.headersTimeoutMs,
    requestTimeout: http.requestTimeoutMs,
    keepAliveTimeout: http.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, http.headersTimeoutMs),
    noDelay: true,
    // The gate refuses it, with an answer that says why.
    requireHostHeader: false,
  });
  server.maxConnections = http.connections;
  // Beyond this number node:http leaves headers out, and one that matters could be among them: the gate counts them.
  server.maxHeadersCount = 0;
  server.setTimeout(http.idleTimeoutMs);

  const admittedOf = new WeakMap<IncomingMessage, Admitted>();
  const current = new WeakMap<
    Duplex,
    { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse }
  >();
  const listener = getRequestListener(
    (request, env) => {
      const { incoming, outgoing } = env as RouteBindings;
      return answer(request, { incoming, outgoing, admitted: admittedOf.get(incoming)! });
    },
    { overrideGlobalObjects: false },
  );

  const receive = (incoming: IncomingMessage, outgoing: ServerResponse, isAwaited = false): void => {
    current.set(incoming.socket, { incoming, outgoing });
    try {
      rate.count();
      const { method = '', url: target = '', rawHeaders } = incoming;
      admittedOf.set(incoming, gate().admit({ method, target, rawHeaders }));
    } catch (error) {
      refuse(incoming, outgoing, asRefused(error, onTrouble));
      return;
    }
    if (isAwaited) outgoing.writeContinue();
    // The adapter makes an address of it, which nobody reads: what a client wrote does not belong there.
    incoming.headers.host = 'localhost';
    void listener(incoming, outgoing);
  };

  server.on('request', receive);
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) =>
    receive(incoming, outgoing, true),
  );
  server.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) =>
    refuse(incoming, outgoing, new Refused(417, 'Nothing can be expected here but `100-continue`.')),
  );
  server.on('connect', (_incoming: IncomingMessage, socket: Duplex) => {
    // From here on errors of the connection are ours.
    socket.on('error', () => socket.destroy());
    answerOn(socket, new Refused(405, 'The view is no proxy.', { allow: 'GET, POST' }));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const { incoming, outgoing } = current.get(socket) ?? {};
    // One request has one answer: another would be taken for a part of it, or for that of the next.
    const isAnswered =
      outgoing?.headersSent === true && (!outgoing.writableFinished || incoming?.complete === false);
    if (error.code === 'ECONNRESET') socket.destroy();
    else if (isAnswered) socket.destroySoon();
    else answerOn(socket, refusalOf(error));
  });
  return server;
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, refused: Refused): void {
  const { body } = refused;
  outgoing.writeHead(refused.status, {
    ...headersOf(refused),
    'content-length': Buffer.byteLength(body),
    // Ending a connection while something comes in would take the answer away from who still writes.
    ...(!hasBody(incoming) && { connection: 'close' }),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
  if (hasBody(incoming)) endUnlessRead(incoming);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** What comes behind a refused request is read for a moment, and forgotten. */
function endUnlessRead(incoming: IncomingMessage): void {
  const { socket } = incoming;
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  timer.unref();
  const forget = (): void => clearTimeout(timer);
  incoming.once('end', forget);
  socket.once('close', forget);
  incoming.resume();
}

function refusalOf({ code }: NodeJS.ErrnoException): Refused {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Refused(431, `The headers are longer than ${LIMITS.http.headerBytes} bytes.`);
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refused(408, 'The request did not come in time.');
  return new Refused(400, 'This is no request of HTTP/1.1.');
}
