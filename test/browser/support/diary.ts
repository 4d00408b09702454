/** What the bodies of works did, in order; a test can wait for what they are going to do. */
export class Diary {
  readonly lines: string[] = [];
  #waiting: (() => void)[] = [];

  note(line: string): void {
    this.lines.push(line);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** How often a line is there. */
  count(line: string): number {
    return this.lines.filter((one) => one === line).length;
  }

  /** Resolves when a line is there so many times. */
  async has(line: string, times = 1): Promise<void> {
    while (this.count(line) < times) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
