/** Writes golden.json anew from the built package. Whatever changes in it is a break of the format. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { digest } from '../../dist/identity/index.js';

const values = createRequire(import.meta.url)('./golden-values.cjs')();
const keys = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(value)]));
writeFileSync(new URL('golden.json', import.meta.url), `${JSON.stringify(keys, null, 2)}\n`);
