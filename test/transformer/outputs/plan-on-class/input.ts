import { flow, work } from 'workloop';

@work
export class Bare {
  run(day: unknown): number {
    return Number(day);
  }
}

@work()
export class Called {
  async run(this: Called, day: unknown, { hour }: any, ...rest: unknown[]) {
    return [day, hour, rest];
  }
}

@work({ parallel: true })
export class Configured {
  run(): Promise<void> {
    return Promise.resolve();
  }
}

@flow()
export default class Daily {
  run() {}
}
