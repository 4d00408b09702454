(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: {}, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["Bare", "072059147fdd7e8e"], ["Called", "418dc215adfa1708"], ["Configured", "b49f72018c93f2ad"], ["Daily", "43ee3e099ea8df6d"]], exports: ["Bare", "Called", "Configured", "default=Daily"] } });
import { flow, work } from 'workloop';
@work(undefined, { version: 1, id: "project/src/input#Bare", isAsync: false, params: ["day"], file: import.meta.url })
export class Bare {
    run(day) {
        return Number(day);
    }
}
@work(undefined, { version: 1, id: "project/src/input#Called", isAsync: true, params: ["day", "args[1]", "...rest"], file: import.meta.url })
export class Called {
    async run(day, { hour }, ...rest) {
        return [day, hour, rest];
    }
}
@work({ parallel: true }, { version: 1, id: "project/src/input#Configured", isAsync: true, params: [], file: import.meta.url })
export class Configured {
    run() {
        return Promise.resolve();
    }
}
@flow(undefined, { version: 1, id: "project/src/input#Daily", isAsync: false, file: import.meta.url })
export default class Daily {
    run() { }
}
