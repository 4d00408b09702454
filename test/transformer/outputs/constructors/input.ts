import { flow, work } from 'workloop';

@work()
class Base {
  rows = 0;
  constructor(rate: number);
  constructor(rate: number, name?: string);
  /** The one with a body. */
  constructor(
    readonly rate: number,
    private name?: string,
  ) {
    'use strict';
    // A comment of the user's.
    this.rows = rate + (this.name?.length ?? 0);
  }
  run() {}
}

@work()
class WithoutArguments {
  constructor() {
    void this.run();
  }
  run() {}
}

@work()
class Counting {
  count: number;
  constructor() {
    this.count = arguments.length;
  }
  run() {}
}

@work()
class Derived extends Base {
  #secret = 1;
  constructor(private factor: number) {
    const doubled = factor * 2;
    super(doubled); // What the base takes.
    this.#secret = doubled + this.factor;
  }
  override run() {
    return this.#secret;
  }
}

@work()
class Silent extends Base {
  more = 1;
  override run() {}
}

@work()
class Nested extends Base {
  constructor(rate: number) {
    if (rate > 1) super(rate);
    else {
      const made = [super(1)];
      void made;
    }
    class Inner extends Base {
      constructor() {
        super(3);
      }
    }
    void Inner;
  }
  override run() {}
}

@flow()
class Daily {
  constructor(readonly hour: number) {}
  run() {}
}

export { Counting, Daily, Derived, Nested, Silent, WithoutArguments };
