import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const MOST_PORT = 65_535;

/**
 * Listens at a port, or, where it is taken, at the next free one.
 *
 * @param mayMove Whether other ports are tried.
 * @returns The port. @throws Error that says why there is none, and what to do.
 */
export async function listen(server: Server, host: string, port: number, mayMove: boolean): Promise<number> {
  const last = mayMove && port !== 0 ? MOST_PORT : port;
  for (let tried = port; tried <= last; tried++) {
    const error = await errorOfListening(server, host, tried);
    if (error === undefined) return (server.address() as AddressInfo).port;
    if (error.code !== 'EADDRINUSE') throw new Error(explain(error, host, tried), { cause: error });
  }
  const which =
    last === port ? `Port ${port} of ${host} is` : `All ports from ${port} to ${last} of ${host} are`;
  throw new Error(`${which} taken. Give another \`port\`, or 0 for any.`);
}

function errorOfListening(
  server: Server,
  host: string,
  port: number,
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      resolve(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(undefined);
    };
    server.once('error', onError).once('listening', onListening);
    server.listen({ host, port, exclusive: true });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EACCES')
    return `Port ${port} of ${host} may not be used by this user. Give a \`port\` above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `This machine has no address ${host}. Give a \`host\` that it has, or none for the loopback.`;
  }
  return `The view cannot listen at ${host}:${port}: ${error.message}.`;
}
