import { EventEmitter } from 'node:events';
import type { CallInfo, ComponentInfo, Delta, Snapshot, StreamEvent } from '../../../src/view/api.js';
import type { Outgoing } from '../../../src/view/server/stream/connection.js';

/** A page that reads a stream as a browser does, byte by byte, and knows what a page can know from it. */
export class FakePage {
  readonly events: StreamEvent[] = [];
  state: Snapshot | undefined;
  line: FakeLine | undefined;
  private readBytes = 0;

  get lastId(): number | undefined {
    return this.events.at(-1)?.id;
  }

  listenOn(line: FakeLine): void {
    this.line = line;
    this.readBytes = 0;
  }

  /** Reads what has come, or only a part of it, and takes what is whole. */
  read(share = 1): void {
    const text = this.line?.text ?? '';
    const end = this.readBytes + Math.floor((text.length - this.readBytes) * share);
    const whole = text.slice(this.readBytes, end).lastIndexOf('\n\n');
    if (whole === -1) return;
    for (const part of text.slice(this.readBytes, this.readBytes + whole).split('\n\n')) this.take(part);
    this.readBytes += whole + 2;
  }

  private take(part: string): void {
    const match = /^id: (\d+)\nevent: (snapshot|delta|end)\ndata: (.*)$/.exec(part);
    if (match === null) return;
    const event = { id: Number(match[1]), event: match[2], data: JSON.parse(match[3]!) } as StreamEvent;
    this.events.push(event);
    if (event.event === 'snapshot') this.state = event.data;
    else if (event.event === 'delta') this.state = applied(this.state!, event.data);
    else this.state = applied(this.state!, { app: event.data });
  }
}

/** What the server writes to. Nobody reads from it while it is stalled. */
export class FakeLine extends EventEmitter implements Outgoing {
  readonly parts: Buffer[] = [];
  isEnded = false;
  isDestroyed = false;
  unreadBytes = 0;
  isStalled = false;

  get text(): string {
    return this.parts.map((part) => part.toString()).join('');
  }

  get writableLength(): number {
    return this.unreadBytes;
  }

  write(bytes: Buffer): boolean {
    if (this.isEnded || this.isDestroyed) throw new Error('Written after the end');
    this.parts.push(bytes);
    if (this.isStalled) this.unreadBytes += bytes.length;
    return !this.isStalled;
  }

  drain(): void {
    this.isStalled = false;
    this.unreadBytes = 0;
    this.emit('drain');
  }

  end(): void {
    this.isEnded = true;
  }

  destroy(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    this.emit('close');
  }
}

/** A delta applied as its documentation says, without regard to speed or limits. */
export function applied(state: Snapshot, delta: Delta): Snapshot {
  const components = merged(state.components, delta.components, ({ path }) => path);
  return {
    ...state,
    app: delta.app ?? state.app,
    components: delta.order === undefined ? components : inOrder(components, delta.order),
    calls: merged(state.calls, delta.calls, ({ id }) => id).sort((first, second) => first.id - second.id),
    hits: [...state.hits, ...(delta.hits ?? [])],
    passes: merged(state.passes, delta.passes, ({ pass }) => pass),
    logs: merged(state.logs, delta.logs, ({ id }) => id),
    changes: merged(state.changes, delta.changes, ({ id }) => id),
    series: merged(state.series, delta.series, ({ atMs }) => atMs),
  };
}

/** Of a state that knows more, what a snapshot with these limits shows. */
export function shown(
  state: Snapshot,
  limits: {
    readonly calls: number;
    readonly logs: number;
    readonly changes: number;
    readonly passes: number;
    readonly hits: number;
  },
  series: number,
): Snapshot {
  const newest = new Set(state.calls.slice(-limits.calls));
  const hits = state.hits.slice(-limits.hits);
  const isCut = hits.length < state.hits.length || state.hitsFromMs !== undefined;
  return {
    ...state,
    calls: state.calls.filter((call) => newest.has(call) || isUnfinished(call)),
    hits,
    ...(isCut && { hitsFromMs: hits[0]!.atMs }),
    passes: state.passes.slice(-limits.passes),
    logs: state.logs.slice(-limits.logs),
    changes: state.changes.slice(-limits.changes),
    series: state.series.slice(-series),
  };
}

function isUnfinished({ state }: CallInfo): boolean {
  return ['queued', 'running', 'retrying'].includes(state);
}

function merged<Item>(
  known: readonly Item[],
  news: readonly Item[] = [],
  keyOf: (item: Item) => unknown,
): Item[] {
  const byKey = new Map([...known, ...news].map((item) => [keyOf(item), item]));
  return [...byKey.values()];
}

function inOrder(components: readonly ComponentInfo[], order: readonly string[]): ComponentInfo[] {
  return order.flatMap((path) => components.filter((component) => component.path === path));
}
