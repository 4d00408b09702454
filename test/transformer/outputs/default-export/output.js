(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: {}, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["default", "440c76f32b6eaea3"]], exports: ["default"] } });
import { work } from 'workloop';
@work(undefined, { version: 1, id: "project/src/input#default", isAsync: false, params: [], file: import.meta.url })
export default class {
    run() { }
}
