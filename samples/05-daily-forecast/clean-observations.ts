import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { work } from 'workloop';
import type { Observation } from './observation.js';

/**
 * Reads the file, as it is known on the evening of a day: what came later does not exist yet. Only today's history is
 * asked for, so that yesterday's need not be remembered.
 */
@work({ maxEntries: 1 })
export class CleanObservations {
  run(file: string, today: string): readonly Observation[] {
    return readObservations(file).filter(({ date }) => date <= today);
  }
}

/** The observations of a file, oldest first: one for each day, the last that was given; incomplete ones are left out. */
export function readObservations(file: string): Observation[] {
  const records: Record<string, string>[] = parse(readFileSync(file), { columns: true, trim: true });
  const byDate = new Map<string, Observation>();
  for (const record of records) {
    const observation = observationFrom(record);
    if (observation !== undefined) byDate.set(observation.date, observation);
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function observationFrom(record: Readonly<Record<string, string>>): Observation | undefined {
  const date = record.date ?? '';
  const [precipitationMm, maxC, minC, windMs] = ['precipitation', 'temp_max', 'temp_min', 'wind'].map(
    (name) => numberFrom(record[name]),
  );
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  if (precipitationMm === undefined || maxC === undefined || minC === undefined || windMs === undefined) {
    return undefined;
  }
  return { date, precipitationMm, maxC, minC, windMs, isSunny: record.weather === 'sun' };
}

function numberFrom(text: string | undefined): number | undefined {
  const number = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
