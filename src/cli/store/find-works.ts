import { distance } from 'fastest-levenshtein';
import { CommandFailure } from '../command-failure.js';
import type { StoredWork } from './stored-works.js';

const MOST_NAMES = 10;

/**
 * The works that a person means by a path or a `key`: one, unless instances with other constructor arguments had the place
 * before.
 *
 * @throws {CommandFailure} where there is none; it names those that there are, the nearest first.
 */
export function findWorks(works: readonly StoredWork[], name: string): [StoredWork, ...StoredWork[]] {
  const [first, ...others] = works.filter(({ path, key }) => path === name || key === name);
  if (first !== undefined) return [first, ...others];
  if (works.length === 0)
    throw new CommandFailure('The store knows of no work yet. Run the app with it first.');
  const nearest = [...works].sort((one, other) => farness(one, name) - farness(other, name));
  const names = nearest
    .slice(0, MOST_NAMES)
    .map(({ path, key }) => `  ${path}${key === undefined ? '' : ` (key ${key})`}`);
  const more = works.length > names.length ? `\n  and ${works.length - names.length} more` : '';
  throw new CommandFailure(
    `The store knows of no work \`${name}\`. It knows of:\n${names.join('\n')}${more}`,
  );
}

function farness({ path, key, classId }: StoredWork, name: string): number {
  const className = classId.replace(/^.*#/, '');
  const names = [path, key, path.replace(/^.*\./, ''), className].filter((one) => one !== undefined);
  return Math.min(...names.map((one) => distance(one.toLowerCase(), name.toLowerCase())));
}
