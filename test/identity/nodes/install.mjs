/**
 * Installs the other versions of Node beside the tests that need them, unless they are there. Runs before `npm test`
 * and never where workloop is a dependency.
 */
import { execSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const { optionalDependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

const isMissing = Object.entries(optionalDependencies)
  .filter(([name]) => name.endsWith(`-${process.platform}-${process.arch}`))
  .some(([name, wanted]) => {
    const manifest = new URL(`node_modules/${name}/package.json`, import.meta.url);
    return (
      !existsSync(manifest) || !wanted.endsWith(`@${JSON.parse(readFileSync(manifest, 'utf8')).version}`)
    );
  });

if (isMissing) {
  execSync('npm ci --no-audit --no-fund', { cwd: new URL('.', import.meta.url), stdio: 'inherit' });
}
