(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: {}, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["job", "d9b45ea8d519d4de"], ["taken", "80445f4650525876"], ["Imported", "b938848f711ec52e"], ["Namespaced", "ca6d668e56e8ad62"], ["Assigned", "99362e9310549ff1"], ["Destructured", "9bf09d810c9aa604"], ["Expression", "94592af81f274be0"], ["make", "51e77f6b6337cfae"], ["makeOther", "ce7b0a573295c347"]], exports: ["Expression", "make", "makeOther", "Assigned", "Destructured", "Imported", "Namespaced"], components: ["make.Imported=make", "makeOther.Imported=makeOther", "makeOther.Imported~2=makeOther"] } });
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
