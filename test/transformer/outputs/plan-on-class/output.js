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
