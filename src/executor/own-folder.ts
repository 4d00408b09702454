/** Where the compiled files of this folder are: threads and processes are started from files. */
export const ownFolder: URL = new URL('.', import.meta.url);
