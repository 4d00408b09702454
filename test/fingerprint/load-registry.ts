import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REGISTRY = Symbol.for('workloop.registry');

/** What components are decorated with; the runtime has no part in what modules tell. */
const decorate = (): unknown => (target: unknown) => target;
const stub = {
  work: decorate,
  flow: decorate,
  App: class {
    run(): void {}
  },
};

/** Runs an emitted CommonJS module and those that it requires, each from disk, and returns what they registered. */
export function loadRegistry(entry: string): unknown[] {
  const before: unknown = Reflect.get(globalThis, REGISTRY);
  const registry: unknown[] = [];
  Reflect.set(globalThis, REGISTRY, registry);
  try {
    load(entry, new Map());
  } finally {
    Reflect.set(globalThis, REGISTRY, before);
  }
  return registry;
}

function load(path: string, loaded: Map<string, { exports: unknown }>): unknown {
  const known = loaded.get(path);
  if (known) return known.exports;
  const module: { exports: unknown } = { exports: {} };
  loaded.set(path, module);
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.json')) {
    module.exports = JSON.parse(text);
    return module.exports;
  }
  const require = (name: string): unknown => {
    if (name === 'workloop') return stub;
    const target = name.startsWith('.') ? fileAt(join(dirname(path), name)) : packageAt(dirname(path), name);
    return target === undefined ? {} : load(target, loaded);
  };
  new Function('exports', 'require', 'module', '__filename', text)(module.exports, require, module, path);
  return module.exports;
}

function fileAt(path: string): string | undefined {
  return [path, `${path}.js`, `${path}/index.js`].find((one) => /\.\w+$/.test(one) && existsSync(one));
}

/** Packages in these projects have one file. */
function packageAt(folder: string, name: string): string | undefined {
  const path = join(folder, 'node_modules', name, 'index.js');
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : packageAt(dirname(folder), name);
}
