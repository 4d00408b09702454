import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the built page. */
export interface PageFile {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer> | string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The files of the built page by the path that they are served at: `/view` and `/view/assets/main.js`. All are read at once,
 * and nothing else can be had: no path of a request ever becomes one of a file.
 *
 * @param token Stands in the page, where scripts of the same origin alone can read it.
 */
export function pageFiles(folder: URL, token: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const file of filesIn(fileURLToPath(folder))) {
    const type = types[extname(file.name)];
    if (type === undefined) continue;
    const content = readFileSync(file.path);
    if (file.name === 'index.html')
      files.set('/view', { type, content: withToken(content.toString(), token) });
    else files.set(`/view/${file.name}`, { type, content: new Uint8Array(content) });
  }
  return files;
}

function filesIn(folder: string): { name: string; path: string }[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path, name: relative(folder, path).split(sep).join('/') }));
  } catch (error) {
    // A package that was built without its page serves the interface all the same.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function withToken(page: string, token: string): string {
  const escaped = token.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return page.replaceAll('__WORKLOOP_TOKEN__', () => escaped);
}
