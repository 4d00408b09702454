import fc from 'fast-check';
import type { Fingerprint } from '../../src/fingerprint/fingerprint.js';
import { Fingerprints } from '../../src/fingerprint/fingerprints.js';
import { registryOf } from './compiled-fingerprints.js';

/*
 * Random small graphs of modules, against a model that knows which name uses which. A name is a function, a constant or
 * a class; it gets at another by a named import, under another name, by a namespace, by the default export, or through
 * one of three barrels. An edit of one name, or of a module's statement, must concern exactly the works that reach it.
 */

interface Name {
  readonly form: 'function' | 'constant' | 'class';
  readonly uses: readonly { readonly name: number; readonly way: Way }[];
}

const ways = ['named', 'renamed', 'namespace', 'default', 'barrel', 'star', 'module'] as const;
type Way = (typeof ways)[number];

interface Graph {
  /** Names by number; number n is in module n modulo their count. */
  readonly names: readonly Name[];
  readonly modules: number;
  /** Modules that have a statement, and the names that it uses. */
  readonly statements: ReadonlyMap<number, number>;
}

const NAMES = 8;

const graphs: fc.Arbitrary<Graph> = fc.record({
  modules: fc.integer({ min: 1, max: 4 }),
  names: fc.array(
    fc.record({
      form: fc.constantFrom('function', 'constant', 'class'),
      uses: fc.array(
        fc.record({ name: fc.integer({ min: 0, max: NAMES - 1 }), way: fc.constantFrom(...ways) }),
        { maxLength: 2 },
      ),
    }),
    { minLength: NAMES, maxLength: NAMES },
  ),
  statements: fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: NAMES - 1 })), {
      selector: ([module]) => module,
      maxLength: 1,
    })
    .map((pairs) => new Map(pairs)),
});

const moduleOf = (graph: Graph, name: number): number => name % graph.modules;
const defaultOf = (graph: Graph, name: number): boolean => name < graph.modules;

/** Sources of a graph. `edited` is the name or (`m0`) the module's statement that is different this time. */
function sourcesOf(graph: Graph, edited?: string): Record<string, string> {
  const sources: Record<string, string> = {};
  for (let module = 0; module < graph.modules; module += 1) {
    const imports: string[] = [];
    const bodies: string[] = [];
    graph.names.forEach(({ form, uses }, name) => {
      if (moduleOf(graph, name) !== module) return;
      const used = uses.map(({ name: other, way }, at) =>
        useOf(graph, module, other, way, `x${name}_${at}`, imports),
      );
      const value = `[${edited === `n${name}` ? "'edited'" : "'original'"}, ${used.map((one) => `() => ${one}`).join(', ')}]`;
      if (form === 'function') bodies.push(`export function n${name}(): unknown { return ${value}; }`);
      if (form === 'constant') bodies.push(`export const n${name}: unknown = ${value};`);
      if (form === 'class') bodies.push(`export class n${name} { value: unknown = ${value}; }`);
      if (defaultOf(graph, name)) bodies.push(`export { n${name} as default };`);
    });
    const stated = graph.statements.get(module);
    if (stated !== undefined) {
      const used = useOf(graph, module, stated, 'named', 'stated', imports);
      bodies.push(`[${edited === `m${module}` ? "'edited'" : "'original'"}, () => ${used}];`);
    }
    sources[`src/m${module}.ts`] = [...imports, ...bodies].join('\n');
    sources[`src/module${module}.ts`] = `export * as all from './m${module}';`;
  }
  const modules = Object.keys(sources).filter((path) => /\/m\d/.test(path));
  const names = graph.names.map(
    (_, name) => `export { n${name} as b${name} } from './m${moduleOf(graph, name)}';`,
  );
  sources['src/barrel.ts'] = names.join('\n');
  sources['src/star.ts'] = modules.map((path) => `export * from './${path.slice(4, -3)}';`).join('\n');
  const works = graph.names.map(
    (_, name) => `@work() export class W${name} { run(): unknown { return all.b${name}; } }`,
  );
  sources['src/app.ts'] =
    `import { work } from 'workloop'; import * as all from './barrel';\n${works.join('\n')}`;
  return sources;
}

function useOf(
  graph: Graph,
  module: number,
  name: number,
  way: Way,
  local: string,
  imports: string[],
): string {
  const other = moduleOf(graph, name);
  if (other === module) return `n${name}`;
  const add = (text: string, use: string): string => {
    imports.push(text);
    return use;
  };
  switch (way) {
    case 'named':
      return imports.some((one) => one.includes(`{ n${name} }`))
        ? `n${name}`
        : add(`import { n${name} } from './m${other}';`, `n${name}`);
    case 'renamed':
      return add(`import { n${name} as ${local} } from './m${other}.js';`, local);
    case 'namespace':
      return add(`import * as ${local} from './m${other}';`, `${local}.n${name}`);
    case 'default':
      return defaultOf(graph, name)
        ? add(`import ${local} from './m${other}';`, local)
        : useOf(graph, module, name, 'named', local, imports);
    case 'barrel':
      return add(`import { b${name} as ${local} } from './barrel';`, local);
    case 'star':
      return add(`import { n${name} as ${local} } from './star';`, local);
    case 'module':
      return add(`import { all as ${local} } from './module${other}';`, `${local}.n${name}`);
  }
}

/** All that a name reaches, by walking: names, and statements of the modules whose names those are. */
function reachOf(graph: Graph, start: number): Set<string> {
  const reached = new Set<string>();
  const visit = (name: number): void => {
    if (reached.has(`n${name}`)) return;
    reached.add(`n${name}`);
    for (const { name: other } of graph.names[name]?.uses ?? []) visit(other);
    const module = moduleOf(graph, name);
    const stated = graph.statements.get(module);
    if (stated === undefined || reached.has(`m${module}`)) return;
    reached.add(`m${module}`);
    visit(stated);
  };
  visit(start);
  return reached;
}

function fingerprintsOf(graph: Graph, edited?: string): Fingerprint[] {
  const registry = registryOf(sourcesOf(graph, edited), { expectedCodes: [] });
  const fingerprints = new Fingerprints(() => registry);
  return graph.names.map((_, name) => fingerprints.of(`project/src/app#W${name}`));
}

test('an edit concerns exactly the works that reach it', () => {
  const edited = fc.oneof(
    fc.integer({ min: 0, max: NAMES - 1 }).map((name) => `n${name}`),
    fc.integer({ min: 0, max: 3 }).map((module) => `m${module}`),
  );
  fc.assert(
    fc.property(graphs, edited, (graph, one) => {
      const before = fingerprintsOf(graph);
      const after = fingerprintsOf(graph, one);
      const changed = before.map(({ kind }, name) => ({
        kind,
        isChanged: JSON.stringify(before[name]) !== JSON.stringify(after[name]),
      }));
      const expected = graph.names.map((_, name) => ({
        kind: 'known',
        isChanged: reachOf(graph, name).has(one),
      }));
      expect(changed).toEqual(expected);
    }),
    { numRuns: process.env.WORKLOOP_LONG ? 1000 : 40 },
  );
}, 300_000);
