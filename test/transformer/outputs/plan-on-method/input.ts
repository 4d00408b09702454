import { work } from 'workloop';

export class Bare {
  @work
  async run(day: unknown) {
    return day;
  }
}

export class Configured {
  run(day: unknown): string;
  @work({ cacheCalls: false })
  run(day: unknown, hour?: unknown): string {
    return String([day, hour]);
  }
}
