import type { EndRequest } from '../call/pass-under-way.js';

/** How an app ends: somebody asked for it, or an error nobody handled. */
export type AppEnd =
  | { readonly kind: 'requested'; readonly request: EndRequest }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The end of an app, once it has one. The first that comes counts. */
export class Ending {
  #end: AppEnd | undefined;
  #resolve!: (end: AppEnd) => void;

  /** Resolves with the end as soon as there is one. */
  readonly promise = new Promise<AppEnd>((resolve) => {
    this.#resolve = resolve;
  });

  get current(): AppEnd | undefined {
    return this.#end;
  }

  set(end: AppEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#resolve(end);
  }
}
