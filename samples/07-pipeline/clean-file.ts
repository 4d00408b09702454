import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { work } from 'workloop';
import type { Observation } from './observation.js';

/** Reads one file and leaves out what is incomplete. Two files at a time, each on a thread with an instance of its own. */
@work({ parallel: true, concurrency: 2 })
export class CleanFile {
  async run(file: string): Promise<readonly Observation[]> {
    const records: Record<string, string>[] = parse(readFileSync(file), { columns: true, trim: true });
    return records.flatMap((record) => observationFrom(record) ?? []);
  }
}

function observationFrom(record: Readonly<Record<string, string>>): Observation | undefined {
  const { date = '', weather } = record;
  const numbers = [record.precipitation, record.temp_max, record.temp_min, record.wind].map((text = '') =>
    text === '' ? Number.NaN : Number(text),
  );
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !numbers.every(Number.isFinite)) return undefined;
  const [precipitationMm, maxC, minC, windMs] = numbers as [number, number, number, number];
  return { date, precipitationMm, maxC, minC, windMs, isSunny: weather === 'sun' };
}
