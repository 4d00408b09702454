import { connect, type Socket } from 'node:net';

/** An answer as it came over the line. */
export interface RawAnswer {
  /** 0 where the server ended the connection without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes as they are and reads until the server ends the connection, or one answer is whole. */
export function exchange(port: number, request: string | Buffer, host = '127.0.0.1'): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    let received = Buffer.alloc(0);
    const settle = (): void => {
      resolve(parsed(received.toString('latin1')));
      socket.destroy();
    };
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (isWhole(received.toString('latin1'))) settle();
    });
    // The server may end the connection while we still write: what it answered before counts.
    socket.on('error', settle);
    socket.on('close', settle);
  });
}

/** Sends bytes as they are, and gives all that comes until the server ends the connection. */
export function readUntilEnd(port: number, request: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = open(port).setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
    });
    socket.on('close', () => resolve(received));
    socket.write(request);
  });
}

/** A connection that stays, for what comes in pieces. */
export function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  return socket;
}

/** The text of a request; `headers` beside `Host`, which can be replaced or, with `null`, left out. */
export function requestText(
  port: number,
  line: string,
  headers: readonly string[] = [],
  body = '',
  host: string | null = `127.0.0.1:${port}`,
): string {
  const lines = [`${line} HTTP/1.1`, ...(host === null ? [] : [`Host: ${host}`]), ...headers];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function parsed(text: string): RawAnswer {
  const [head = '', ...rest] = withoutContinue(text).split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: rest.join('\r\n\r\n'),
  };
}

function isWhole(text: string): boolean {
  const { status, headers, body } = parsed(text);
  if (status === 0 || !withoutContinue(text).includes('\r\n\r\n')) return false;
  if (headers['content-length'] !== undefined) return body.length >= Number(headers['content-length']);
  return headers['transfer-encoding'] === 'chunked' && body.endsWith('0\r\n\r\n');
}

function withoutContinue(text: string): string {
  return text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
}
