'use client';
/** The head of the file. */

import { work } from 'workloop';

export class Point {
  constructor(
    public x: number,
    public y = 0,
  ) {}
  get [Symbol.toStringTag]() {
    return 'Point';
  }
}

/** A plain one. */
export class Size {
  static get none() {
    return 0;
  }
  width = 0;
  private height = 0;
  area() {
    return this.width * this.height;
  }
}

class Cube extends Size {
  depth = 0;
}

export class Hidden {
  #x = 0;
  x() {
    return this.#x;
  }
}

class AlsoHidden extends Hidden {}

class Failure extends Error {}

class Computed extends (Math.random() > 2 ? Size : Cube) {}

class Auto {
  accessor x = 0;
}

@work()
class Job {
  run() {}
}

declare class Elsewhere {}

function inner() {
  return class Nested {};
}

export default class Last {}

export { AlsoHidden, Auto, Computed, Failure, inner, Job };
export type { Elsewhere };
