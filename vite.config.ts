/**
 * How the app is built and how its tests below the browser are run. The build is relative (`base: './'`): the same files work
 * at the root of a host and in any folder of it.
 */
import { join } from 'node:path';
import { VitePWA } from 'vite-plugin-pwa';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { appShell } from './build/app-shell-plugin.ts';
import { webManifest } from './build/web-manifest.ts';

const publicFolder = join(import.meta.dirname, 'public');
const modern = ['chrome116', 'edge116', 'firefox121', 'safari17'];

export default defineConfig({
  base: './',
  plugins: [
    solid(),
    appShell(webManifest(publicFolder, process.env['BASE_PATH'] ?? '/')),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/app',
      filename: 'service-worker.ts',
      // our own manifest (the plugin's types know no `dir: auto`) and our own registration (src/app/pwa.ts)
      manifest: false,
      injectRegister: false,
      injectManifest: {
        // a classic script: Firefox runs module service workers only since 147
        rollupFormat: 'iife',
        target: modern,
        globPatterns: ['**/*.{html,js,css,svg,png,woff2,wasm,json,webmanifest}'],
        globIgnores: ['screenshots/**'],
        // a file left out would be missing offline: the build fails instead (see throwMaximumFileSizeToCacheInBytes)
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
  resolve: { dedupe: ['yjs', 'lib0'] },
  worker: { format: 'es' },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    target: modern,
    sourcemap: false,
    // the polyfill is an inline script, which the policy forbids; every target browser preloads modules by itself
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // what changes only with its package keeps its name, so an update does not fetch it again
          groups: [
            { name: 'solid', test: /node_modules[\\/](?:solid-js|@solidjs[\\/]router)[\\/]/ },
            { name: 'yjs', test: /node_modules[\\/](?:yjs|lib0|y-protocols)[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    // the server's package has an empty build for browsers, which the resolver of a browser app prefers
    alias: { ws: join(import.meta.dirname, 'node_modules/ws/wrapper.mjs') },
    // Tests never time: a limit is only there to end what hangs, on a machine however slow.
    expect: { poll: { timeout: 30_000 } },
    // the default leaves one core to a watching editor
    maxWorkers: '100%',
    // files of one worker share their modules, or half of the time goes into loading them anew; a test leaves nothing behind
    isolate: false,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], environment: 'node', testTimeout: 60_000 } },
      {
        extends: true,
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], environment: 'node', setupFiles: ['fake-indexeddb/auto'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'convergence', include: ['test/convergence/**/*.test.ts'], environment: 'node', testTimeout: 60_000 },
      },
      { extends: true, test: { name: 'component', include: ['test/component/**/*.test.{ts,tsx}'], environment: 'jsdom', setupFiles: ['test/support/patient.ts'], testTimeout: 60_000 } },
    ],
  },
});
