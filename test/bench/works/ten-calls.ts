import { flow } from 'workloop';
import { order } from '../arguments.js';
import { Double, Measure, Read, Total } from './calls.js';

/** A flow as an app has one: ten works, data fields that are tracked, and arguments built anew in every pass. */
@flow()
export class TenCalls {
  day = '2024-05-17';
  threshold = 7;
  names = ['Ann', 'Bob'];
  lastReport = { rows: 12, isComplete: true };

  readonly first = new Double();
  readonly second = new Double();
  readonly third = new Double();
  readonly fourth = new Measure();
  readonly fifth = new Measure();
  readonly sixth = new Measure();
  readonly seventh = new Read();
  readonly eighth = new Read();
  readonly ninth = new Read();
  readonly tenth = new Total();

  run(): number {
    return (
      this.first.run(this.threshold) +
      this.second.run(this.names.length) +
      this.third.run(this.lastReport.rows) +
      this.fourth.run(this.day) +
      this.fifth.run('Bratislava') +
      this.sixth.run(this.day.slice(0, 7)) +
      this.seventh.run({ value: this.threshold }) +
      this.eighth.run({ value: 42 }) +
      this.ninth.run({ value: this.lastReport.rows }) +
      this.tenth.run(order())
    );
  }
}

/** Calls {@link TenCalls} as often as it is told in each pass and hands over how long that took. */
@flow()
export class Repeated {
  readonly calls = new TenCalls();
  // Not state: private fields are nobody's business but the flow's.
  readonly #repetitions: number;
  readonly #tell: (nanoseconds: number) => void;

  constructor(repetitions: number, tell: (nanoseconds: number) => void) {
    this.#repetitions = repetitions;
    this.#tell = tell;
  }

  run(): void {
    const startedAt = process.hrtime.bigint();
    for (let round = 0; round < this.#repetitions; round += 1) this.calls.run();
    this.#tell(Number(process.hrtime.bigint() - startedAt));
  }
}

/** Does nothing, for ever. */
@flow()
export class Idle {
  readonly calls = new TenCalls();

  run(): void {
    this.calls.run();
  }
}

/**
 * Changes one of its fields in nineteen passes of twenty, so that the next one follows at once. In the twentieth it rests
 * until the heartbeat: the loop does not go along for ever with a flow that has no other cause than itself.
 */
@flow()
export class Restless {
  readonly calls = new TenCalls();
  turn = 0;
  #pass = 0;

  run(): void {
    this.#pass += 1;
    if (this.#pass % 20 !== 0) this.turn += 1;
    this.calls.run();
  }
}
