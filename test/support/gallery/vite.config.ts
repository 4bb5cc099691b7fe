/** Serves the gallery alone: `npx vite --config test/support/gallery/vite.config.ts`. Never part of the build. */
import { join } from 'node:path';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(import.meta.dirname, '../../../node_modules/.vite-gallery'),
  plugins: [solid()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  server: { port: 5199, strictPort: true, fs: { allow: [join(import.meta.dirname, '../../..')] } },
});
