import { TOKEN } from '../fake-app.js';
import { requestText } from '../raw-http.js';

/** The bytes of a request to a server at this port. */
export type Bytes = (port: number) => string | Buffer;

/** One of them: what it sends, and the answer's status and code. */
export type Row = readonly [name: string, bytes: Bytes, status: number, code: string];

/** A GET of the path with these headers. */
export function get(path: string, ...headers: string[]): Bytes {
  return (port) => requestText(port, `GET ${path}`, headers);
}

/** The same with another `Host`, or none. */
export function getAt(host: ((port: number) => string) | null, path = '/api/v1/app'): Bytes {
  return (port) => requestText(port, `GET ${path}`, [], '', host === null ? null : host(port));
}

/** A POST to the actions with everything right but what is given. */
export function post(body: string | Buffer, ...headers: string[]): Bytes {
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
export function barePost(body: string, ...headers: string[]): Bytes {
  return (port) =>
    requestText(port, 'POST /api/v1/actions', [...headers, `Content-Length: ${body.length}`], body);
}

function withDefault(headers: readonly string[], name: string, value: string): string[] {
  const isGiven = headers.some((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return isGiven ? [...headers] : [`${name}: ${value}`, ...headers];
}

/** Another method at a path. */
export function method(name: string, path: string, ...headers: string[]): Bytes {
  return (port) => requestText(port, `${name} ${path}`, headers);
}

/** An action that would be noticed. */
export const STOP = '{"action":"stop"}';
/** What actions are sent with. */
export const json = 'Content-Type: application/json';
/** What actions are allowed with. */
export const token = `X-Workloop-Token: ${TOKEN}`;
/** Lists in lists. */
export const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
/** An action with these arguments. */
export const withArgs = (args: string): string => `{"action":"force","path":"root.a","args":${args}}`;
/** A part of a body in chunks. */
export const chunk = (size: number): string => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`;
