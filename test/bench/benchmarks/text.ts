import assert from 'node:assert/strict';
import objectHash from 'object-hash';
import { hash, serialize } from 'ohash';
import { canonicalize } from 'workloop/identity';
import { thousand } from '../arguments.js';
import type { Benchmark, Measure } from '../benchmark.js';
import { generatedText } from '../generated-text.js';
import { isTimesFaster, staysWithin } from '../target.js';
import { timeUses } from '../time-calls.js';
import { type Row, TakesRow, TakesRows } from '../works/rows.js';

const row = (index: number): Row => ({
  id: index,
  name: `customer ${index}`,
  city: index % 2 === 0 ? 'Bratislava' : 'Košice',
  amount: index * 1.25,
  isActive: index % 3 === 0,
  day: '2024-05-17',
});

const targets = [
  staysWithin('workloop, generated', 2, ['JSON.stringify']),
  staysWithin('workloop, generic', 2.5, ['JSON.stringify']),
  isTimesFaster('workloop, generated', 1, ['ohash']),
  isTimesFaster('workloop, generic', 1, ['ohash']),
];

/** The text that names 1,000 records of six fields, each record for itself and all in one list. */
export const text: readonly Benchmark[] = [
  {
    name: 'text/record-by-record',
    question: 'The text (or hash) of each of 1,000 six-field records, built anew.',
    unit: 'µs per 1,000 records',
    subjects: subjects(
      TakesRow,
      (encode) => (rows) => rows.reduce((sum, each) => sum + encode(each).length, 0),
    ),
    targets,
  },
  {
    name: 'text/one-list',
    question: 'The text (or hash) of one list of 1,000 six-field records, built anew.',
    unit: 'µs per 1,000 records',
    subjects: subjects(TakesRows, (encode) => (rows) => encode(rows).length),
    targets,
  },
];

function subjects(
  workClass: object,
  perPass: (encode: (value: unknown) => string) => (rows: readonly Row[]) => number,
): Readonly<Record<string, Measure>> {
  const encoders: Readonly<Record<string, (value: unknown) => string>> = {
    'workloop, generated': generatedText(workClass),
    'workloop, generic': canonicalize,
    'JSON.stringify': (value) => JSON.stringify(value),
    'ohash serialize': (value) => serialize(value),
    ohash: (value) => hash(value),
    'object-hash': (value) => objectHash(value as object),
  };
  return Object.fromEntries(
    Object.entries(encoders).map(([name, encode]) => [name, () => timeEncoder(encode, perPass(encode))]),
  );
}

async function timeEncoder(
  encode: (value: unknown) => string,
  pass: (rows: readonly Row[]) => number,
): Promise<number> {
  const rows = thousand(row);
  // A few only: an encoder should meet in numbers what it is timed with.
  for (const each of [rows, ...rows.slice(0, 3)]) {
    assert.equal(encode(each), encode(structuredClone(each)), 'equal records must have equal texts');
  }
  assert.equal(
    new Set([rows, ...rows.slice(0, 3)].map(encode)).size,
    4,
    'different records must have different texts',
  );
  return (await timeUses(() => thousand(row), pass)) / 1_000;
}
