import { type PoolMember, WorkerPool } from '../../src/executor/worker-pool.js';

/** Notes what the pool does to it. */
class Member implements PoolMember {
  constructor(
    readonly name: string,
    private readonly log: string[],
  ) {}

  onPlace(): void {
    this.log.push(`${this.name} gets a place`);
  }

  giveUp(): void {
    this.log.push(`${this.name} is to give up`);
  }
}

function setUp(maxWorkers: number) {
  const log: string[] = [];
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => new Member(name, log)) as [
    Member,
    Member,
    Member,
    Member,
  ];
  return { pool: new WorkerPool(maxWorkers), log, a, b, c, d };
}

describe('a pool of workers', () => {
  it('gives places as long as there are some, and then first in first out', () => {
    const { pool, log, a, b, c, d } = setUp(2);
    for (const member of [a, b, c, d]) pool.request(member);
    const atFirst = [...log];
    pool.release(b);
    pool.release(a);

    expect(atFirst).toEqual(['a gets a place', 'b gets a place']);
    expect(log.slice(2)).toEqual(['c gets a place', 'd gets a place']);
  });

  it('asks the member that idles longest to give up, and no more of them than are needed', () => {
    const { pool, log, a, b, c } = setUp(2);
    pool.request(a);
    pool.request(b);
    pool.noteIdle(b);
    pool.noteIdle(a);
    pool.request(c);
    const asked = log.slice(2);
    pool.release(b);

    expect(asked).toEqual(['b is to give up']);
    expect(log.slice(3)).toEqual(['c gets a place']);
  });

  it('asks a member that becomes idle while others wait', () => {
    const { pool, log, a, b } = setUp(1);
    pool.request(a);
    pool.request(b);
    pool.noteIdle(a);

    expect(log).toEqual(['a gets a place', 'a is to give up']);
  });

  it('leaves alone who has something to do again', () => {
    const { pool, log, a, b } = setUp(1);
    pool.request(a);
    pool.noteIdle(a);
    pool.noteBusy(a);
    pool.request(b);

    expect(log).toEqual(['a gets a place']);
  });

  it('gives nothing to who waits no more', () => {
    const { pool, log, a, b, c } = setUp(1);
    for (const member of [a, b, c]) pool.request(member);
    pool.cancel(b);
    pool.release(a);

    expect(log).toEqual(['a gets a place', 'c gets a place']);
  });

  it('lets a place be tried for, behind those who wait', () => {
    const { pool, a, b, c, d } = setUp(2);
    const answers = [pool.tryTake(a), pool.tryTake(b), pool.tryTake(c)];
    pool.request(c);
    pool.request(d);
    pool.release(a);

    expect(answers).toEqual([true, true, false]);
    expect(pool.tryTake(a)).toBe(false);
  });

  it('has no limit where it is told none', () => {
    const { pool, log, a, b, c, d } = setUp(Number.POSITIVE_INFINITY);
    for (const member of [a, b, c, d]) pool.request(member);

    expect(log).toHaveLength(4);
  });
});
