import { flow, work } from 'workloop';

@work
export class Bare {
  run(day: string): number {
    return day.length;
  }
}

@work()
export class Called {
  async run(this: Called, day: string, { hour }: { hour: number }, ...rest: boolean[]) {
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
