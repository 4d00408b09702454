(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: {}, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["Base", "e8824a918e022a02"], ["WithoutArguments", "ca6aeafe853dcb91"], ["Counting", "53fe8b98f7f9b68d"], ["Derived", "a58c90cc18bef770", "Base"], ["Silent", "7fdbc70659d59bab", "Base"], ["Nested", "5d36929129ff7353", "Base"], ["Daily", "eedc843b6d0cb91c"]], exports: ["Counting", "Daily", "Derived", "Nested", "Silent", "WithoutArguments"] } });
import { flow, work } from 'workloop';
@work(undefined, { version: 1, id: "project/src/input#Base", isAsync: false, hidden: ["name"], params: [], file: import.meta.url })
class Base {
    rate;
    name;
    rows = 0;
    /** The one with a body. */
    constructor(rate, name) {
        'use strict';
        this.rate = rate;
        this.name = name;
        globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments);
        // A comment of the user's.
        this.rows = rate + (this.name?.length ?? 0);
    }
    run() { }
}
@work(undefined, { version: 1, id: "project/src/input#WithoutArguments", isAsync: false, params: [], file: import.meta.url })
class WithoutArguments {
    constructor() {
        void this.run();
    }
    run() { }
}
@work(undefined, { version: 1, id: "project/src/input#Counting", isAsync: false, params: [], file: import.meta.url })
class Counting {
    count;
    constructor() {
        globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments);
        this.count = arguments.length;
    }
    run() { }
}
@work(undefined, { version: 1, id: "project/src/input#Derived", isAsync: false, hidden: ["factor", "name"], params: [], file: import.meta.url })
class Derived extends Base {
    factor;
    #secret = 1;
    constructor(factor) {
        const doubled = factor * 2;
        super(doubled); // What the base takes.
        this.factor = factor;
        globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments);
        this.#secret = doubled + this.factor;
    }
    run() {
        return this.#secret;
    }
}
@work(undefined, { version: 1, id: "project/src/input#Silent", isAsync: false, hidden: ["name"], params: [], file: import.meta.url })
class Silent extends Base {
    constructor() { super(...arguments); globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments); }
    more = 1;
    run() { }
}
@work(undefined, { version: 1, id: "project/src/input#Nested", isAsync: false, hidden: ["name"], params: [], file: import.meta.url })
class Nested extends Base {
    constructor(rate) {
        if (rate > 1) {
            super(rate);
            globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments);
        }
        else {
            const made = [(super(1), globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments), this)];
            void made;
        }
        class Inner extends Base {
            constructor() {
                super(3);
            }
        }
        void Inner;
    }
    run() { }
}
@flow(undefined, { version: 1, id: "project/src/input#Daily", isAsync: false, file: import.meta.url })
class Daily {
    hour;
    constructor(hour) {
        this.hour = hour;
        globalThis[globalThis.Symbol.for("workloop.constructed")]?.(this, arguments);
    }
    run() { }
}
export { Counting, Daily, Derived, Nested, Silent, WithoutArguments };
