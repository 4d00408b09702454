import { work } from 'workloop';

/** A row as it comes from a file or a database. */
export interface Row {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly amount: number;
  readonly isActive: boolean;
  readonly day: string;
}

/** Takes one row; only the code that is generated for it is asked. */
@work()
export class TakesRow {
  run(_row: Row): void {}
}

/** Takes a list of rows. */
@work()
export class TakesRows {
  run(_rows: readonly Row[]): void {}
}
