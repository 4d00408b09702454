import type { Snapshot } from '../../../src/view/api.js';
import { Store } from '../../../src/view/page/data/store.js';
import { MockApp } from './mock-app.js';

/** What is tested of it. Not imported: its types are those of browsers, of which tests in Node know nothing. */
interface Connection {
  readonly state: { peek(): { kind: string }; subscribe(note: (state: { kind: string }) => void): void };
  readonly successor: { peek(): string | undefined };
  run(): Promise<void>;
  retry(): void;
  rest(): void;
  goOn(): void;
  showSuccessor(): Promise<void>;
}
const page = '../../../src/view/page/data';
const { Connection } = jest.requireActual<{ Connection: new (client: object, store: Store) => Connection }>(
  `${page}/connection.js`,
);
const { RefusedError } = jest.requireActual<{ RefusedError: new (message: string, status: number) => Error }>(
  `${page}/api-client.js`,
);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const WORK = 'root.report';

/** The end of a stream at the app. */
class Sender {
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      this.#controller = controller;
    },
  });

  constructor(
    readonly lastId: string,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.#controller?.error(signal.reason));
  }

  async send(id: number, event: string, data: unknown): Promise<void> {
    const text = `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    this.#controller?.enqueue(new TextEncoder().encode(text));
    await settle();
  }

  async breakOff(): Promise<void> {
    this.#controller?.error(new TypeError('network error'));
    await settle();
  }
}

/** A page that is connected to an app by streams that the test has in its hands. */
function connected() {
  const mock = new MockApp(Date.now());
  const senders: Sender[] = [];
  const store = new Store();
  const client = {
    stream: async (lastId: string, signal: AbortSignal) => {
      const sender = new Sender(lastId, signal);
      senders.push(sender);
      return sender.body;
    },
    get: jest.fn(() => Promise.reject(new RefusedError('Another token is needed.', 401))),
    isPageThere: jest.fn(async (): Promise<boolean | undefined> => true),
    isOtherPageThere: jest.fn(async () => true),
  };
  const connection = new Connection(client, store);
  void connection.run();
  const snapshot: Snapshot = mock.snapshot();
  return { mock, store, client, connection, senders, snapshot, kind: () => connection.state.peek().kind };
}

/** Lets everything happen that waits for no time. */
function settle(): Promise<void> {
  return jest.advanceTimersByTimeAsync(0);
}

describe('the connection of the page', () => {
  const reload = jest.fn();
  beforeEach(() => {
    reload.mockClear();
    Object.assign(globalThis, { document: { hidden: false }, location: { reload } });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'document');
    Reflect.deleteProperty(globalThis, 'location');
  });

  it('is lost when it breaks off, also where something that came before waits for being shown', async () => {
    const { store, senders, snapshot, kind } = connected();
    await settle();
    await senders[0]!.send(1, 'snapshot', snapshot);
    const hits = (atMs: number) => ({ hits: [{ path: WORK, atMs, count: 1 }] });
    await senders[0]!.send(2, 'delta', hits(10));
    await senders[0]!.send(3, 'delta', hits(20));

    await senders[0]!.breakOff();
    const known = store.hits.of(WORK).length;
    await jest.advanceTimersByTimeAsync(200);
    const afterwards = kind();
    await jest.advanceTimersByTimeAsync(200);

    expect([known, afterwards]).toEqual([2, 'lost']);
    expect(senders[1]?.lastId).toBe('3');
  });

  it('is there when a stream is taken up again, also where nothing was missed', async () => {
    const { store, senders, snapshot, kind } = connected();
    await settle();
    await senders[0]!.send(1, 'snapshot', snapshot);
    await senders[0]!.breakOff();
    const lost = kind();

    await jest.advanceTimersByTimeAsync(500);

    expect([lost, kind(), store.isHeardOf.peek()]).toEqual(['lost', 'live', true]);
    expect(store.resets.peek()).toBe(1);
  });

  it('is let go while nobody looks, and goes on at once where it was', async () => {
    const { connection, senders, snapshot, kind } = connected();
    await settle();
    await senders[0]!.send(1, 'snapshot', snapshot);

    connection.rest();
    await jest.advanceTimersByTimeAsync(60_000);
    const resting = [kind(), senders.length];
    connection.goOn();
    await settle();

    expect(resting).toEqual(['connecting', 1]);
    expect([kind(), senders[1]?.lastId]).toEqual(['live', '1']);
  });

  it('that is let go and taken up in the same moment was never lost', async () => {
    const { connection, senders, snapshot } = connected();
    await settle();
    await senders[0]!.send(1, 'snapshot', snapshot);
    const kinds: string[] = [];
    connection.state.subscribe(({ kind }) => void kinds.push(kind));

    connection.rest();
    connection.goOn();
    await settle();

    expect(kinds).toEqual(['live', 'connecting', 'live']);
    expect(senders).toHaveLength(2);
  });

  it('is tried again at once when somebody says so, also while no answer comes', async () => {
    const { client, connection, senders, snapshot, kind } = connected();
    await settle();
    await senders[0]!.send(1, 'snapshot', snapshot);
    const { stream } = client;
    client.stream = (_, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    await senders[0]!.breakOff();
    await jest.advanceTimersByTimeAsync(5_000);
    client.stream = stream;
    const before = kind();

    connection.retry();
    await settle();

    expect([before, kind()]).toEqual(['lost', 'live']);
  });

  it('that has ended leaves its page only for one that is still there', async () => {
    const { client, connection, senders, snapshot, mock } = connected();
    await settle();
    await senders[0]!.send(1, 'snapshot', snapshot);
    await senders[0]!.send(2, 'end', { ...mock.app, end: { exitCode: 0, reason: '' } });
    await senders[0]!.breakOff();
    await jest.advanceTimersByTimeAsync(3_000);
    client.isPageThere.mockResolvedValueOnce(undefined);

    void connection.showSuccessor();
    await settle();
    const gone = [connection.successor.peek(), reload.mock.calls.length];
    await jest.advanceTimersByTimeAsync(3_000);
    void connection.showSuccessor();
    await settle();

    expect(gone).toEqual([undefined, 0]);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('of a page whose app ended before it told anything is made by the page of the next one', async () => {
    const { client, kind } = connected();
    client.stream = () => Promise.reject(new RefusedError('Another token is needed.', 401));
    client.isOtherPageThere.mockResolvedValueOnce(false);

    await settle();
    const withTheSameToken = [kind(), reload.mock.calls.length];
    await jest.advanceTimersByTimeAsync(1_000);

    expect(withTheSameToken).toEqual(['lost', 0]);
    expect(reload).toHaveBeenCalled();
  });

  it('that has ended looks for the next app until there is one, whatever becomes of those that are gone at once', async () => {
    const { client, connection, senders, snapshot, mock } = connected();
    await settle();
    await senders[0]!.send(1, 'snapshot', snapshot);
    await senders[0]!.send(2, 'end', { ...mock.app, end: { exitCode: 0, reason: '' } });
    await senders[0]!.breakOff();
    client.isPageThere.mockResolvedValueOnce(undefined);

    await jest.advanceTimersByTimeAsync(3_000);
    const first = connection.successor.peek();
    await jest.advanceTimersByTimeAsync(3_000);

    expect([first, connection.successor.peek()]).toEqual([undefined, 'here']);
  });
});
