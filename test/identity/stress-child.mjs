/** Digests one large value in a process of its own, whose heap the test keeps small. */
import { digest } from '../../dist/identity/index.js';

const inputs = {
  'a shared graph of depth 40': () => {
    let node = { value: 1 };
    for (let i = 0; i < 40; i++) node = { left: node, right: node };
    return node;
  },
  'a shared graph of depth 40 of Maps': () => {
    let node = new Map([['value', 1]]);
    for (let i = 0; i < 40; i++)
      node = new Map([
        ['left', node],
        ['right', node],
      ]);
    return node;
  },
  'an array of a million numbers': () => Array.from({ length: 1e6 }, (_, i) => i * 1.1),
  'three arrays of a million numbers': () =>
    [1, 2, 3].map((by) => Array.from({ length: 1e6 }, (_, i) => i * by)),
  'a Set of 300,000 numbers': () => new Set(Array.from({ length: 3e5 }, (_, i) => i)),
  'a Float64Array of a million numbers': () => Float64Array.from({ length: 1e6 }, (_, i) => i / 3),
  '100,000 keys': () => Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`key${i * 7919}`, i])),
  '100,000 records': () => Array.from({ length: 1e5 }, (_, i) => ({ id: i, name: `name ${i}`, on: true })),
  'a 64 MB Uint8Array': () => new Uint8Array(64 << 20),
  '64 MB twice, as a view and as a buffer': () => [
    new Uint8Array(64 << 20).subarray(1),
    new Uint8Array(64 << 20).buffer,
  ],
  'an array of 4e9 holes': () => Object.assign(new Array(4e9), { 3999999999: 1 }),
  'a string of 60 MB': () => ['x'.repeat(60e6)],
  'nesting of 100,000': () => Array.from({ length: 1e5 }).reduce((inner) => [inner], null),
  'nesting of 100,000 objects': () => Array.from({ length: 1e5 }).reduce((inner) => ({ inner }), null),
  'a module': () => import('node:path'),
};

const report = {};
for (const [name, make] of Object.entries(inputs)) {
  const value = name === 'a module' ? { module: await make() } : make();
  try {
    report[name] = digest(value);
  } catch ({ code, path }) {
    report[name] = `${code} ${path.length < 60 ? path : ''}`.trim();
  }
}
console.log(JSON.stringify(report));
