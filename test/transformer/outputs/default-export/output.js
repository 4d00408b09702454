import { work } from 'workloop';
@work(undefined, { version: 1, id: "project/src/input#default", isAsync: false, params: [], file: import.meta.url })
export default class {
    run() { }
}
