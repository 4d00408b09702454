import { use, work } from 'workloop';
import { same } from './equality.js';

interface Row {
  readonly day: string;
}

@work({ parallel: true })
class Load {
  async run(_day: string): Promise<Row[]> {
    return [];
  }
}

@work({ parallel: true })
class Notify {
  run(): void {}
}

@work()
class Generic {
  async run<T>(value: T): Promise<T> {
    return value;
  }
}

export function values(load: Load, generic: Generic): void {
  const rows = use(load.run('a'));
  same<typeof rows, Row[]>(true);

  const pair = use([load.run('a'), generic.run(1)]);
  same<typeof pair, [Row[], number]>(true);

  const list = use(['a', 'b'].map((day) => load.run(day)));
  same<typeof list, Row[][]>(true);

  const named = use({ rows: load.run('a'), one: generic.run('x') });
  same<typeof named, { rows: Row[]; one: string }>(true);

  const union = use(Math.random() > 0.5 ? load.run('a') : generic.run(true));
  same<typeof union, Row[] | boolean>(true);
}

export function refusals(notify: Notify): void {
  // @ts-expect-error A value is no promise.
  use(3);
  // @ts-expect-error Nor is what a synchronous `run` returns.
  use(notify.run());
  // @ts-expect-error Nor is one item of several.
  use([Promise.resolve(1), 2]);
  // @ts-expect-error Nor is one field of a record.
  use({ a: Promise.resolve(1), b: 'text' });
}
