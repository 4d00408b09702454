import { work } from 'workloop';

export class Bare {
  @work
  async run(day: string) {
    return day;
  }
}

export class Configured {
  run(day: string): string;
  @work({ cacheCalls: false })
  run(day: string, hour?: number): string {
    return day + hour;
  }
}
