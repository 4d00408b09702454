'use strict';
var _a;
var _b;
Object.defineProperty(exports, "__esModule", { value: true });
exports.Point = void 0;
((_a = globalThis[_b = globalThis.Symbol.for("workloop.registry")]) !== null && _a !== void 0 ? _a : (globalThis[_b] = [])).push({ module: "project/src/input", classes: { Point: () => Point }, code: { format: 1, path: "src/input.ts", file: __filename, names: [["Point", "5e23acbb84352a6d"]], exports: ["Point"] } });
class Point {
    constructor() {
        this.x = 0;
    }
}
exports.Point = Point;
