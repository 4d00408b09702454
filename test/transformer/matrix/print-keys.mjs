/*
 * Loads compiled projects and prints what their decorators were told and the keys of their sample calls: the generated
 * hasher's text, which must be the generic encoder's where it does not give up.
 * Of where a plan says that its module is, it prints whether that is so, and of the class that it leads to as well.
 * In: the package's `dist` folder, then the files to load; out, on stdout: one array for each file.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [dist, ...files] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(path).href);
const { canonicalize } = await load(`${dist}/identity/index.js`);
const { textKit } = await load(`${dist}/identity/kit.js`);
const { DEFINITION_KEY } = await load(`${dist}/index.js`);

async function describe(file) {
  const loaded = await load(file);
  const { samples } = loaded.default?.samples ? loaded.default : loaded;
  return samples.map(([Component, ...calls]) => {
    // A decorator on a method defines its class with the first instance.
    new Component();
    const { kind, plan } = Reflect.getMetadata(DEFINITION_KEY, Component);
    const { hasher, file: place, owner, ...told } = plan;
    const isPlaced =
      realpathSync(place.startsWith('file:') ? fileURLToPath(place) : place) === realpathSync(file);
    const isOwned = owner === undefined || owner() === Component;
    const generated = hasher?.(textKit);
    const keys = calls.map((args) => {
      const key = canonicalize(args);
      const text = generated?.text(args);
      return { key, isGenerated: text !== undefined, agrees: text === undefined || text === key };
    });
    return { kind, ...told, isPlaced, isOwned, keys };
  });
}

const described = [];
for (const file of files) described.push(await describe(file));
process.stdout.write(JSON.stringify(described));
