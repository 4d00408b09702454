(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: { Plain: () => Plain }, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["Loop", "dcc498e8693ab253"], ["Sub", "deef3f895069a655", "Loop"], ["Plain", "8d9ecf8e364346e0"]], exports: ["Loop", "Sub", "Plain"], components: ["Loop.run.Inner=Loop"] } });
import { flow, work } from 'workloop';
@flow(undefined, { version: 1, id: "project/src/input#Loop", isAsync: false, file: import.meta.url })
export class Loop {
    field = () => {
        try {
            recover();
        }
        catch (error) {
            if ((caught => {
                try {
                    return caught?.[globalThis.Symbol.for("workloop.signal")] === true;
                }
                catch {
                    return false;
                }
            })(error))
                throw error;
            recover(error);
        }
    };
    run() {
        try {
            recover();
        }
        catch (error_1) {
            if ((caught => {
                try {
                    return caught?.[globalThis.Symbol.for("workloop.signal")] === true;
                }
                catch {
                    return false;
                }
            })(error_1))
                throw error_1;
            recover();
        }
        const message = 'outer';
        try {
            recover();
        }
        catch (error_2) {
            if ((caught => {
                try {
                    return caught?.[globalThis.Symbol.for("workloop.signal")] === true;
                }
                catch {
                    return false;
                }
            })(error_2))
                throw error_2;
            let { name = message } = error_2;
            {
                const message = name;
                recover(message);
            }
        }
        class Helper {
            help() {
                try {
                    recover();
                }
                catch (error) {
                    if ((caught => {
                        try {
                            return caught?.[globalThis.Symbol.for("workloop.signal")] === true;
                        }
                        catch {
                            return false;
                        }
                    })(error))
                        throw error;
                    recover(error);
                }
            }
        }
        @work(undefined, { version: 1, id: "project/src/input#Loop.run.Inner", isAsync: false, isLocal: true, params: [], file: import.meta.url })
        class Inner {
            run() {
                try {
                    recover();
                }
                catch (error) {
                    recover(error);
                }
            }
        }
        return [Helper, Inner];
    }
}
export class Sub extends Loop {
    run() {
        try {
            return super.run();
        }
        catch (error) {
            if ((caught => {
                try {
                    return caught?.[globalThis.Symbol.for("workloop.signal")] === true;
                }
                catch {
                    return false;
                }
            })(error))
                throw error;
            recover(error);
            return [];
        }
    }
}
export class Plain {
    run() {
        try {
            recover();
        }
        catch (error) {
            recover(error);
        }
    }
}
