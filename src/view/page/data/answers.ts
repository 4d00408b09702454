/** So many are kept. */
const MOST = 100;

/** An answer of the app. */
export interface Answer<Content> {
  readonly kind: 'there';
  readonly answer: Content;
  /** When it was true, by the clock of the app. */
  readonly atMs: number;
  /** Why there is no later one, as a sentence; absent where it is the latest one. */
  readonly outdatedBecause?: string;
}

/** The answers that were looked at last: who comes back to one sees it at once, also when the app cannot be asked any more. */
export class Answers {
  readonly #byQuestion = new Map<string, Answer<unknown>>();

  /** @typeParam Content Goes with the question: nothing checks it. */
  get<Content>(question: string): Answer<Content> | undefined {
    return this.#byQuestion.get(question) as Answer<Content> | undefined;
  }

  set(question: string, answer: Answer<unknown>): void {
    // A Map has its keys in the order in which they came.
    this.#byQuestion.delete(question);
    this.#byQuestion.set(question, answer);
    const [oldest] = this.#byQuestion.keys();
    if (this.#byQuestion.size > MOST && oldest !== undefined) this.#byQuestion.delete(oldest);
  }
}
