'use client';
(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: { Size: () => Size, Cube: () => Cube, Last: () => Last }, errors: { Failure: () => Failure } });
/** The head of the file. */
import { work } from 'workloop';
export class Point {
    x;
    y;
    constructor(x, y = 0) {
        this.x = x;
        this.y = y;
    }
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
    height = 0;
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
class AlsoHidden extends Hidden {
}
class Failure extends Error {
}
class Computed extends (Math.random() > 2 ? Size : Cube) {
}
class Auto {
    accessor x = 0;
}
@work(undefined, { version: 1, id: "project/src/input#Job", isAsync: false, params: [], file: import.meta.url })
class Job {
    run() { }
}
function inner() {
    return class Nested {
    };
}
export default class Last {
}
export { AlsoHidden, Auto, Computed, Failure, inner, Job };
