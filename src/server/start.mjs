/**
 * `npm start`: builds when needed, serves on one port of localhost and prints the address.
 * Environment: `PORT` (default 4173), `HOST` (default 127.0.0.1), `BASE_PATH` (default `/`), `BEHIND_PROXY` (1: a
 * reverse proxy of ours on this machine speaks with the world and names addresses in `X-Forwarded-For`).
 */
import { createServer } from 'node:net';
import { build, distFolder, isBuildStale } from './build.mjs';
import { serve } from './serve.mjs';

const port = Number(process.env['PORT'] ?? '4173');
const host = process.env['HOST'] ?? '127.0.0.1';

try {
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT is "${String(process.env['PORT'])}", but must be a number from 0 to 65535.`);
  // before the build, so that nobody waits for it in vain
  await tryPort();
  if (isBuildStale()) {
    console.log('Building Regulars …');
    await build();
  }
  const server = await serve({ root: distFolder, port, host, base: process.env['BASE_PATH'] ?? '/', isBehindProxy: process.env['BEHIND_PROXY'] === '1' });
  console.log(`Regulars is at ${server.url} (stop it with Ctrl-C)`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { void server.close().finally(() => process.exit(0)); });
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** Rejects with Node's own error when the port cannot be had. */
async function tryPort() {
  const probe = createServer();
  await new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, host, () => { probe.close(resolve); });
  });
}

/**
 * What went wrong, and what to do about it.
 * @param {unknown} error
 */
function explain(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${String(port)} is taken by another program. Choose another one: PORT=${String(port + 1)} npm start`;
  if (code === 'EACCES') return `Port ${String(port)} may not be opened by this user. Choose one above 1023: PORT=4173 npm start`;
  return error instanceof Error ? error.message : String(error);
}
