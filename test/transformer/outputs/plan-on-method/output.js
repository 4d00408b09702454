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
