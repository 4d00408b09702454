/** The process of one subject: measures it and prints its figure as the last line. */
import { benchmarkNamed } from './benchmarks.js';

const [benchmarkName = '', subjectName = ''] = process.argv.slice(2);
const measure = benchmarkNamed(benchmarkName).subjects[subjectName];
if (measure === undefined) throw new Error(`${benchmarkName} has no subject named ${subjectName}.`);
process.stdout.write(`${JSON.stringify(await measure())}\n`);
