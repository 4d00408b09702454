import { get } from 'node:http';

/* Opens as many pages' streams as it is told, reads what they get and tells when each of them has got something. */

const [url = '', pages = '0'] = process.argv.slice(2);
const stream = new URL('/api/v1/stream', url);
let waiting = Number(pages);

for (let page = 0; page < Number(pages); page++) {
  get(stream, { agent: false, headers: { accept: 'text/event-stream' } }, (response) => {
    if (response.statusCode !== 200) throw new Error(`The stream is answered with ${response.statusCode}.`);
    response.once('data', () => {
      waiting -= 1;
      if (waiting === 0) process.send?.('connected');
    });
    response.resume();
  }).on('error', () => process.exit(0));
}
