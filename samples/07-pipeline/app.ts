import { fileURLToPath } from 'node:url';
import { App } from 'workloop';
import { Pipeline } from './pipeline.js';

// Compiled, this file is in samples/dist/07-pipeline; the data stays with the source.
const file = fileURLToPath(new URL('../../07-pipeline/data/seattle-weather.csv', import.meta.url));

const pipeline = new Pipeline({
  file,
  // In earnest '@daily'. Six fields begin with the seconds: this is every second.
  cron: '* * * * * *',
  dates: ['2014-12-31', '2015-12-31'],
  print: (line) => console.log(line),
});
await new App(pipeline).run();
