/** Unused files, exports and dependencies. Entries that knip cannot find by following imports are named here. */
import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: ['test/**/*.{test,spec}.{ts,tsx}', 'test/support/*.mjs', 'test/bench/*.mjs', 'test/bench/pages/*-page.ts', 'build/*.mjs'],
  project: ['src/**/*.{ts,tsx,mjs}', 'test/**/*.{ts,tsx,mjs}', 'build/**/*.{ts,mjs}'],
  // a value that is exported for its test and used in its own file is not dead
  ignoreExportsUsedInFile: true,
  // an exported type describes an export beside it, or a shape that stored data may have
  exclude: ['types'],
  // named in url() of src/ui/fonts.css, where knip 6 does not look; a package that is missing there ends the build
  ignoreDependencies: [/^@fontsource\//],
};

export default config;
