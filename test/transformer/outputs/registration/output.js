'use client';
(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: { Size: () => Size, Cube: () => Cube, Last: () => Last }, errors: { Failure: () => Failure }, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["Point", "3ac5f9258212c44d"], ["Size", "98724f185ed2e4f2"], ["Cube", "31aede8a94a043bd", "Size"], ["Hidden", "ddce801d5edafa76"], ["AlsoHidden", "5eb372667b15a26e", "Hidden"], ["Failure", "3e591d78dad81f5d"], ["Computed", "1e3104d833b3eb45", "Cube", "Size"], ["Auto", "2cb80abba3da444a"], ["Job", "232b3d3e202d3f58"], ["inner", "793586c4cc4726a0"], ["Last", "ee6588e1fc98c102"], ["!!", "", "Computed"]], exports: ["Point", "Size", "Hidden", "default=Last", "AlsoHidden", "Auto", "Computed", "Failure", "inner", "Job"] } });
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
