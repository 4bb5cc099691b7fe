/** Unused files, exports and dependencies. Entries that knip cannot find by following imports are named here. */
import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: ['test/**/*.{test,spec}.{ts,tsx}', 'test/support/*.mjs', 'test/bench/*.mjs', 'test/bench/pages/*-page.ts', 'build/*.mjs'],
  project: ['src/**/*.{ts,tsx,mjs}', 'test/**/*.{ts,tsx,mjs}', 'build/**/*.{ts,mjs}'],
  // a value that is exported for its test and used in its own file is not dead
  ignoreExportsUsedInFile: true,
  // an exported type describes an export beside it, or a shape that stored data may have
  exclude: ['types'],
  compilers: {
    // fonts come in through url()
    css: (text: string) => [...text.matchAll(/(?:@import\s+|url\()(["'][^"']+["'])/g)].map(([, path]) => `import ${path ?? ''};`).join('\n'),
  },
};

export default config;
