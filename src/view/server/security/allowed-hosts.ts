import { hostname, networkInterfaces } from 'node:os';

/** Whether only this machine can reach a server that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Whether a server that listens there can be reached at every address of the machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/**
 * What the header `Host` may be, in small letters: the names that the view is known to be reached by. A page of somebody else
 * whose own name is made to point here (DNS rebinding) sends that name, and is refused.
 */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const names = ['127.0.0.1', 'localhost', '::1', ...(isWildcard(host) ? machineNames() : [host])];
  return new Set(
    names.map(inAuthority).flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])),
  );
}

/** How a host is written in a URL. */
export function inAuthority(host: string): string {
  return host.includes(':') ? `[${host}]`.toLowerCase() : host.toLowerCase();
}

/** The addresses of this machine that others reach it by. */
export function machineAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
}

function machineNames(): string[] {
  return [...machineAddresses(), hostname()];
}
