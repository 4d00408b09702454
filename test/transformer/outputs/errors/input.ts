export class DownloadError extends Error {
  constructor(readonly url: string) {
    super(`Cannot download ${url}`);
  }
}

export class Timeout extends DownloadError {}

class Wrong<T> extends TypeError {
  value?: T;
}

export default class WrongNumber extends Wrong<number> {}

abstract class Own {
  readonly name = 'Error';
}

function inner() {
  return class extends Error {};
}

export { inner, Own };
