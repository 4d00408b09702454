import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line between a browser and an app that a test can cut. */
export class CutLine {
  /** What browsers asked for, header lines and all, request after request. */
  asked = '';
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (socket) => this.#join(socket));
  }

  /** A line to the page at an address. */
  static async to(url: string): Promise<CutLine> {
    const server = createServer();
    const line = new CutLine(server, new URL(url));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return line;
  }

  /** The address of the page through this line. */
  get url(): string {
    return `http://${this.#host}${this.target.pathname}`;
  }

  /** Breaks off what goes through it, and lets nothing through any more. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
    this.asked = '';
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get #host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  #join(near: Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(this.target.port), this.target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      // A line that is cut is what this is for.
      one.on('error', () => one.destroy());
    }
    near.setEncoding('latin1').on('data', (text: string) => {
      this.asked += text;
      // The app answers nobody who calls it by another name.
      far.write(text.replaceAll(this.#host, this.target.host), 'latin1');
    });
    far.pipe(near);
  }
}
