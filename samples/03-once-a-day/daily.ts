import { flow, now, use, work } from 'workloop';

/** Stands for what is slow and gives the day's data. */
@work()
export class DataProcessor {
  async run(day: number): Promise<number[]> {
    console.log(`day ${day}: processing`);
    return [day, day + 1, day + 2];
  }
}

/** Stands for what is slow and makes something of the data. */
@work()
export class ModelTrainer {
  async run(day: number, rows: readonly number[]): Promise<number> {
    const weight = rows.reduce((sum, row) => sum + row, 0);
    console.log(`day ${day}: trained, weight ${weight}`);
    return weight;
  }
}

/** Knows nothing of what was done before: it says what should be true now, and says it in every pass. */
@flow()
export class Daily {
  readonly processor = new DataProcessor();
  readonly trainer = new ModelTrainer();
  #firstPassMs: number | undefined;

  constructor(private readonly dayMs: number) {}

  run(): void {
    const today = this.today();
    const rows = use(this.processor.run(today));
    use(this.trainer.run(today, rows));
  }

  /** Counts from 1; the first day begins with the first pass. */
  today(): number {
    this.#firstPassMs ??= now().getTime();
    return Math.floor((now().getTime() - this.#firstPassMs) / this.dayMs) + 1;
  }
}
