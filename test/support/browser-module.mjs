/**
 * Runs a module of ours in a real page without the app around it: bundles one entry and serves it, with an empty page,
 * on a loopback address of its own (a fresh origin, so a fresh storage).
 */
import { createServer } from 'node:http';
import { build } from 'vite';

/**
 * Bundles one entry and what it imports.
 * @param {string} entry absolute path of a TypeScript module
 * @param {{ readonly plugins?: import('vite').Plugin[], readonly inOneFile?: boolean }} [options]
 * @returns {Promise<{ readonly main: string, readonly files: ReadonlyMap<string, string | Uint8Array> }>} by file name; `main` is the entry's
 */
export async function bundleModule(entry, { plugins = [], inOneFile = false } = {}) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins,
    resolve: { dedupe: ['yjs', 'lib0'] },
    build: { write: false, minify: false, target: 'chrome116', lib: { entry, formats: ['es'], fileName: 'module' }, rolldownOptions: inOneFile ? { output: { codeSplitting: false } } : {} },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The bundler gave no output.');
  return { main: output.output[0].fileName, files: new Map(output.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source])) };
}

/**
 * One entry with all that it imports as one script, for a page that a test answers by itself.
 * @param {string} entry absolute path of a TypeScript module
 * @param {import('vite').Plugin[]} [plugins]
 * @returns {Promise<string>}
 */
export async function bundleScript(entry, plugins = []) {
  const { main, files } = await bundleModule(entry, { plugins, inOneFile: true });
  const script = files.get(main);
  if (typeof script !== 'string') throw new Error('The bundler gave no script.');
  return script;
}

/**
 * @param {string} entry absolute path of a TypeScript module; what it puts on `globalThis` is there once the page has loaded
 * @returns {Promise<{ readonly url: string, close(): Promise<void> }>}
 */
export async function serveModule(entry) {
  const { main, files: bundled } = await bundleModule(entry);
  const files = new Map([...bundled].map(([name, content]) => [`/${name}`, content]));
  const page = `<!doctype html><meta charset="utf-8"><title>test</title><script type="module" src="/${main}"></script>`;

  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (file === undefined) response.setHeader('content-type', 'text/html').end(page);
    else response.setHeader('content-type', 'text/javascript').end(file);
  });
  await new Promise((/** @type {(value?: undefined) => void} */ resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
