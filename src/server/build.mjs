/**
 * Decides whether `dist/` still belongs to the sources, and builds it when not, so that what is served and tested is
 * never older than what is read.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Absolute path of the built app. */
export const distFolder = join(projectRoot, 'dist');

const sources = ['src', 'build', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];

/** Whether the built app is missing, unfinished or older than any source; folders count, so a deleted file is noticed. */
export function isBuildStale() {
  // the service worker is written last: without it a build was broken off
  const finished = join(distFolder, 'service-worker.js');
  if (!existsSync(finished) || !existsSync(join(distFolder, 'index.html'))) return true;
  const built = statSync(finished).mtimeMs;
  return sources.some((source) => newestChange(join(projectRoot, source)) > built);
}

/** Builds the app; rejects when the build fails. */
export async function build() {
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: projectRoot, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The build failed (vite build ended with ${String(code)}).`);
}

/** Milliseconds since the epoch of the newest change in or below a path; 0 when it does not exist.
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), found.mtimeMs);
}
