(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: {}, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["alias", "52e7196fa246b1ab"], ["taken", "b9a9507e7602b800"], ["Daily", "4c20d57b66752206", "alias", "taken"], ["isDue", "babe7d487dc5bd1b"], ["Other", "a5fa195d073fea93"]], exports: ["Daily", "isDue", "Other"] } });
import * as workloop from 'workloop';
import { flow, schedule, schedule as ticks, work } from 'workloop';
const alias = schedule;
const { schedule: taken } = workloop;
@flow(undefined, { version: 1, id: "project/src/input#Daily", isAsync: false, file: import.meta.url })
export class Daily {
    isDue = () => schedule('@daily', undefined, { site: "project/src/input#Daily('@daily')", flow: this });
    run() {
        if (schedule('@daily', undefined, { site: "project/src/input#Daily.run('@daily')", flow: this }) && schedule('@weekly', { key: 'a' }, { site: "project/src/input#Daily.run('@weekly', { key: 'a' })", flow: this }) && schedule('@daily', undefined, { site: "project/src/input#Daily.run('@daily')~2", flow: this }))
            return;
        if (ticks('@hourly', undefined, { site: "project/src/input#Daily.run('@hourly')", flow: this }).valueOf() || workloop.schedule('@hourly', undefined, { site: "project/src/input#Daily.run('@hourly', undefined)", flow: this }))
            return;
        for (const cron of crons)
            if (alias(cron, undefined, { site: "project/src/input#Daily.run(cron)", flow: this }) || taken(cron, undefined, { site: "project/src/input#Daily.run(cron)~2", flow: this }))
                this.helper();
        schedule(...crons);
    }
    helper() {
        function inner() {
            return schedule('@daily', undefined, { site: "project/src/input#Daily.helper.inner('@daily')" });
        }
        return inner() || [1].some(() => schedule('@daily', undefined, { site: "project/src/input#Daily.helper('@daily')", flow: this }));
    }
    static shared() {
        return schedule('@daily', undefined, { site: "project/src/input#Daily.shared('@daily')" });
    }
}
export const isDue = (cron) => schedule(cron, undefined, { site: "project/src/input#isDue(cron)" });
@work(undefined, { version: 1, id: "project/src/input#Other", isAsync: false, params: [], file: import.meta.url })
export class Other {
    schedule(cron) {
        return cron;
    }
    run() {
        return this.schedule('@daily');
    }
}
