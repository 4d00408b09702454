import { parameters, targets } from './hostile/addresses.js';
import { actions, bodies, sizes } from './hostile/bodies.js';
import { hosts, origins } from './hostile/names-and-origins.js';
import { methods, protocols, smuggling } from './hostile/protocols.js';
import type { Bytes, Row } from './hostile/requests.js';
import { remote, tokens } from './hostile/tokens.js';

/** A request that must not get what it wants. */
export interface HostileRequest {
  /** What it tries. */
  readonly area: string;
  /** What it sends. */
  readonly name: string;
  /** The bytes, for a server at this port. */
  readonly bytes: Bytes;
  /** Whether the view was given a `host`, so that everything needs the token; the loopback otherwise. */
  readonly isRemote?: boolean;
  /** Of the answer. */
  readonly status: number;
  /** The answer's `error.code`. */
  readonly code: string;
}

/** All of them, each with the answer that it gets. */
export const hostileRequests: readonly HostileRequest[] = [
  ...rowsOf('another name for the view', hosts),
  ...rowsOf('another origin or site', origins),
  ...rowsOf('no right to act', tokens),
  ...rowsOf('a `host` was given, no token', remote, true),
  ...rowsOf('other methods', methods),
  ...rowsOf('other protocols', protocols),
  ...rowsOf('two readings of one request', smuggling),
  ...rowsOf('other addresses', targets),
  ...rowsOf('wrong parameters', parameters),
  ...rowsOf('wrong bodies', bodies),
  ...rowsOf('wrong actions', actions),
  ...rowsOf('too much', sizes),
];

function rowsOf(area: string, rows: readonly Row[], isRemote = false): HostileRequest[] {
  return rows.map(([name, bytes, status, code]) => ({ area, name, bytes, isRemote, status, code }));
}
