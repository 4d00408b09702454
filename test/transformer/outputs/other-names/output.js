import * as workloop from 'workloop';
import { work as cached } from 'workloop';
const job = cached;
const { work: taken } = workloop;
@cached(undefined, { version: 1, id: "project/src/input#Imported", isAsync: false, params: [], file: import.meta.url })
class Imported {
    run() { }
}
@workloop.work(undefined, { version: 1, id: "project/src/input#Namespaced", isAsync: false, params: [], file: import.meta.url })
class Namespaced {
    run() { }
}
@job(undefined, { version: 1, id: "project/src/input#Assigned", isAsync: false, params: [], file: import.meta.url })
class Assigned {
    run() { }
}
@taken(undefined, { version: 1, id: "project/src/input#Destructured", isAsync: false, params: [], file: import.meta.url })
class Destructured {
    run() { }
}
export const Expression = (
@cached(undefined, { version: 1, id: "project/src/input#Expression", isAsync: false, params: [], file: import.meta.url })
class {
    run() { }
});
export function make() {
    @cached(undefined, { version: 1, id: "project/src/input#make.Imported", isAsync: false, isLocal: true, params: [], file: import.meta.url })
    class Imported {
        run() { }
    }
    return Imported;
}
export const makeOther = () => {
    @cached(undefined, { version: 1, id: "project/src/input#makeOther.Imported", isAsync: false, isLocal: true, params: [], file: import.meta.url })
    class Imported {
        run() { }
    }
    {
        @cached(undefined, { version: 1, id: "project/src/input#makeOther.Imported~2", isAsync: false, isLocal: true, params: [], file: import.meta.url })
        class Imported {
            run() { }
        }
        return Imported;
    }
};
export { Assigned, Destructured, Imported, Namespaced };
