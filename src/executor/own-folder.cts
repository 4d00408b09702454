import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where the compiled files of this folder are: threads and processes are started from files. A CommonJS module, because
 * nothing can translate `import.meta` for tests that are CommonJS.
 */
export const ownFolder: URL = pathToFileURL(join(__dirname, '/'));
