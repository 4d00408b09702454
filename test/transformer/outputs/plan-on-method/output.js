import { work } from 'workloop';
export class Bare {
    @work(undefined, { version: 1, id: "project/src/input#Bare", isAsync: true, params: ["day"] })
    async run(day) {
        return day;
    }
}
export class Configured {
    @work({ cacheCalls: false }, { version: 1, id: "project/src/input#Configured", isAsync: false, params: ["day", "hour"] })
    run(day, hour) {
        return String([day, hour]);
    }
}
