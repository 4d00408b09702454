/** Deltas are no closer together than that. */
const SHORTEST_MS = 100;
/** What happens within so many milliseconds is told together. */
const SOON_MS = 20;
const SECOND_MS = 1_000;

/** What is called when. */
export interface DeltaListener {
  readonly onDelta: () => void;
  readonly onSecond: () => void;
}

/** Says when it is time to tell what has happened, and when a second is over. Keeps no process alive. */
export class DeltaTimer {
  #timer: NodeJS.Timeout | undefined;
  #seconds: NodeJS.Timeout | undefined;
  #isSoon = false;
  #toldAtMs = 0;

  constructor(private readonly listener: DeltaListener) {}

  start(): void {
    this.#seconds = setInterval(this.listener.onSecond, SECOND_MS).unref();
  }

  /** Something has happened; many times a second, so that it costs nothing where it has happened before. */
  soon(): void {
    if (this.#isSoon || this.#seconds === undefined) return;
    this.#isSoon = true;
    this.#set(Math.max(SOON_MS, this.#toldAtMs + SHORTEST_MS - performance.now()));
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#seconds);
    this.#seconds = undefined;
  }

  #set(delayMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isSoon = false;
      this.#toldAtMs = performance.now();
      this.listener.onDelta();
    }, delayMs).unref();
  }
}
