import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { work } from 'workloop';

/** Stands for the place where files arrive: writes one file for each year, and returns their names. */
@work()
export class SplitByYear {
  readonly #directories: string[] = [];

  run(file: string): readonly string[] {
    const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    const directory = mkdtempSync(join(tmpdir(), 'seattle-weather-'));
    this.#directories.push(directory);
    const years = new Set(rows.map(yearOf));
    return [...years].sort().map((year) => {
      const part = join(directory, `${year}.csv`);
      writeFileSync(part, [header, ...rows.filter((row) => yearOf(row) === year)].join('\n'));
      return part;
    });
  }

  /** Called when the app ends. */
  onExit(): void {
    for (const directory of this.#directories) rmSync(directory, { recursive: true });
  }
}

function yearOf(row: string): string {
  return row.slice(0, 4);
}
