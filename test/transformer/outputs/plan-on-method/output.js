(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: {}, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["Bare", "45d2b41bd9c09216"], ["Configured", "0b9f359283f3ceb3"]], exports: ["Bare", "Configured"] } });
import { work } from 'workloop';
export class Bare {
    @work(undefined, { version: 1, id: "project/src/input#Bare", isAsync: true, params: ["day"], file: import.meta.url, owner: () => Bare })
    async run(day) {
        return day;
    }
}
export class Configured {
    @work({ cacheCalls: false }, { version: 1, id: "project/src/input#Configured", isAsync: false, params: ["day", "hour"], file: import.meta.url, owner: () => Configured })
    run(day, hour) {
        return String([day, hour]);
    }
}
