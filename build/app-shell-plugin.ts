/**
 * Completes the built index.html: the content security policy as its first `<meta>` (a static host sends no headers), the order of
 * the style layers, and the manifest. Not applied by the dev server, whose hot reloading needs inline scripts.
 */
import type { Plugin } from 'vite';
import { metaPolicy } from '../src/server/content-security-policy.mjs';

/**
 * @param manifest the web app manifest, written to `manifest.webmanifest`
 */
export function appShell(manifest: object): Plugin {
  return {
    name: 'regulars:app-shell',
    apply: 'build',
    generateBundle() {
      // first of all style sheets: chunks load in any order, and the first mention of a layer decides its rank
      this.emitFile({ type: 'asset', fileName: 'layers.css', source: '@layer reset, base, ui, features;\n' });
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(manifest, null, 1) });
    },
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy }, injectTo: 'head-prepend' },
      { tag: 'link', attrs: { rel: 'stylesheet', href: './layers.css' }, injectTo: 'head-prepend' },
      { tag: 'link', attrs: { rel: 'manifest', href: './manifest.webmanifest' }, injectTo: 'head' },
    ],
  };
}
