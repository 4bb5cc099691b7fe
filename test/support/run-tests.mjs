/**
 * `npm test`: every check of the project in one order, cheapest first, stopping at the first that fails. `--fast` (`npm run verify`)
 * leaves out what needs a build, a browser or minutes.
 *
 * Ends with one line, `N passed, N failed`: tests as counted by Vitest's and Playwright's own reports, and one for each other stage.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, isBuildStale, projectRoot } from '../../src/server/build.mjs';
import { ensureBrowser } from './browser.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, slow?: true, run: () => Promise<Counts> }} Stage */

const results = join(projectRoot, 'test-results');
const isFast = process.argv.includes('--fast');

/** @type {readonly Stage[]} */
const stages = [
  { name: 'types', run: () => check('tsc', ['-p', '.']) },
  { name: 'types of the domain, without a browser', run: () => check('tsc', ['-p', 'src/domain']) },
  { name: 'lint', run: () => check('eslint', ['.', '--max-warnings', '0']) },
  { name: 'layers', run: () => check(process.execPath, ['test/support/check-layers.mjs']) },
  isFast ? vitest('unit tests', ['unit']) : vitest('unit, contract, convergence and component tests', ['unit', 'contract', 'convergence', 'component']),
  { name: 'unused code', slow: true, run: () => check('knip', ['--no-progress', '--no-config-hints']) },
  { name: 'build', slow: true, run: buildStage },
  { name: 'size budgets', slow: true, run: () => check('size-limit', []) },
  { name: 'browser tests', slow: true, run: browserTests },
];

/** @type {(Counts & { name: string, seconds: number })[]} */
const done = [];
mkdirSync(results, { recursive: true });
for (const { name, run } of stages.filter(({ slow }) => !isFast || !slow)) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const counts = await run().catch((/** @type {unknown} */ error) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  done.push({ name, seconds: (performance.now() - start) / 1000, ...counts });
  if (counts.failed > 0) break;
}
report();

/** Prints what each stage took and found, and the totals as the last line. */
function report() {
  const left = stages.filter(({ slow }) => !isFast || !slow).slice(done.length);
  console.log('\n── summary');
  for (const { name, seconds, passed, failed, skipped } of done) {
    console.log(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(50)} ${seconds.toFixed(1).padStart(7)} s  ${String(passed)} passed${failed > 0 ? `, ${String(failed)} failed` : ''}${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`);
  }
  for (const { name } of left) console.log(`- ${name.padEnd(50)}   not run`);
  const sum = (/** @type {'passed' | 'failed'} */ key) => done.reduce((total, counts) => total + counts[key], 0);
  const totals = `${String(sum('passed'))} passed, ${String(sum('failed'))} failed`;
  writeFileSync(join(results, 'totals.txt'), `${totals}\n`);
  console.log(`\n${totals}`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}

/**
 * A stage that passes or fails as a whole and counts as one.
 * @param {string} command a program of node_modules/.bin, or an absolute path
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function check(command, args) {
  const isPassed = (await execute(command, args)) === 0;
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} name
 * @param {readonly string[]} projects
 * @returns {Stage}
 */
function vitest(name, projects) {
  return {
    name,
    async run() {
      const file = join(results, 'vitest.json');
      rmSync(file, { force: true });
      const code = await execute('vitest', ['run', ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
      const found = /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */ (readJson(file));
      // a file that does not even load has no tests to count
      const unloaded = found.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
      return honest(code, { passed: found.numPassedTests, failed: found.numFailedTests + unloaded, skipped: found.numPendingTests + found.numTodoTests });
    },
  };
}

/** @returns {Promise<Counts>} */
async function browserTests() {
  process.env['CHROMIUM_PATH'] = ensureBrowser();
  const file = join(results, 'e2e.json');
  rmSync(file, { force: true });
  const code = await execute('playwright', ['test', '-c', 'test/e2e/playwright.config.ts']);
  const { stats } = /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} */ (readJson(file));
  return honest(code, { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped });
}

/** @returns {Promise<Counts>} */
async function buildStage() {
  if (isBuildStale()) await build();
  else console.log('The build belongs to the present sources.');
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * A tool that fails without a failed test (a file that does not load, a setup that throws), or finds no test at all, has failed.
 * @param {number | null} code
 * @param {Counts} counts
 * @returns {Counts}
 */
function honest(code, counts) {
  if (counts.passed + counts.failed === 0) console.error('No test was run.');
  const isBroken = code !== 0 || counts.passed + counts.failed === 0;
  return { ...counts, failed: isBroken ? Math.max(1, counts.failed) : counts.failed };
}

/**
 * @param {string} file
 * @returns {unknown} the report, in the shape that the tool documents
 */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number | null>} exit code; null when it was killed
 */
function execute(command, args) {
  const path = command.includes('/') ? command : join(projectRoot, 'node_modules', '.bin', command);
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { cwd: projectRoot, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', resolve);
  });
}
