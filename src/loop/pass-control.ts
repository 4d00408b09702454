/** Why no pass begins: nobody has said `run` yet, or somebody said `pause`. */
export type Hold = 'waiting' | 'paused';

/** Lets passes begin, or not, for who looks after an app from outside. What runs goes on all the same. */
export class PassControl {
  #hold: Hold | undefined;
  #letGo: (() => void)[] = [];

  /** Why no pass begins; `undefined` while they may. */
  get hold(): Hold | undefined {
    return this.#hold;
  }

  /** From now on no pass begins. */
  holdBack(why: Hold): void {
    this.#hold = why;
  }

  /** Lets passes begin again. */
  letGo(): void {
    this.#hold = undefined;
    const waiting = this.#letGo;
    this.#letGo = [];
    for (const go of waiting) go();
  }

  /** What has to wait until somebody says `run` first; `undefined` where the app has begun. */
  begin(): Promise<void> | undefined {
    return this.#hold === 'waiting' ? this.#whenLetGo() : undefined;
  }

  /** What the next pass has to wait for; `undefined` where that is nothing. */
  gate(): Promise<void> | undefined {
    return this.#hold === undefined ? undefined : this.#whenLetGo();
  }

  async #whenLetGo(): Promise<void> {
    // Somebody may have paused again before anybody heard of the resuming.
    while (this.#hold !== undefined) await new Promise<void>((resolve) => this.#letGo.push(resolve));
  }
}
