/** One module of ours with all that it imports, as one script for a page of the app's own origin. */
import { build } from 'vite';

/**
 * @param {string} entry absolute path of a TypeScript module
 * @param {import('vite').Plugin[]} plugins
 * @returns {Promise<string>}
 */
export async function bundle(entry, plugins = []) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins,
    resolve: { dedupe: ['yjs', 'lib0'] },
    build: { write: false, minify: false, target: 'chrome116', lib: { entry, formats: ['es'], fileName: 'module' }, rolldownOptions: { output: { codeSplitting: false } } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The bundler gave no output.');
  return output.output[0].code;
}
