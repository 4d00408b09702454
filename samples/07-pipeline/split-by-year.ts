import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { work } from 'workloop';

/** Stands for the place where files arrive: writes one file for each year, and returns their names. */
@work()
export class SplitByYear {
  run(file: string): readonly string[] {
    const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    const directory = mkdtempSync(join(tmpdir(), 'seattle-weather-'));
    const years = new Set(rows.map(yearOf));
    return [...years].sort().map((year) => {
      const part = join(directory, `${year}.csv`);
      writeFileSync(part, [header, ...rows.filter((row) => yearOf(row) === year)].join('\n'));
      return part;
    });
  }
}

function yearOf(row: string): string {
  return row.slice(0, 4);
}
