import { defineConfig } from 'vite';

/** The server gives out the page at `/view`, and what belongs to it below that. Run by `build.mjs` beside this file. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/view/',
  build: {
    outDir: '../../../dist/view/page',
    emptyOutDir: true,
    // What knows light-dark().
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The Content-Security-Policy lets nothing in but files: no data: scripts, no inline ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
