/**
 * `npm test`: every check of the project, cheapest first, stopping at the first that fails. `--fast` (`npm run verify`)
 * leaves out what needs a build, a browser or minutes.
 *
 *   types, layers, unused code, build, size ┐
 *   lint                                    ┴─ tests in Node ── browser tests
 *
 * Checks that keep one core busy run side by side, and what each of them says is printed when it ends.
 *
 * Ends with one line, `N passed, N failed`: tests as counted by Vitest's and Playwright's own reports, and one for each other stage.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, isBuildStale, projectRoot } from '../../src/server/build.mjs';
import { ensureBrowser } from './browser.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, slow?: true, run: (execute: Execute) => Promise<Counts> }} Stage */
/** @typedef {(command: string, args: readonly string[]) => Promise<number | null>} Execute runs a program; its exit code, null when it was killed */

const results = join(projectRoot, 'test-results');
const isFast = process.argv.includes('--fast');

/** One step after the other; within a step its lanes at once, and in each lane one stage after the other. @type {readonly (readonly (readonly Stage[])[])[]} */
const steps = [
  [
    [
      { name: 'types', run: (execute) => check(execute, 'tsc', ['-p', '.']) },
      { name: 'types of the domain, without a browser', run: (execute) => check(execute, 'tsc', ['-p', 'src/domain']) },
      { name: 'layers', run: (execute) => check(execute, process.execPath, ['test/support/check-layers.mjs']) },
      { name: 'unused code', slow: true, run: (execute) => check(execute, 'knip', ['--no-progress', '--no-config-hints']) },
      { name: 'build', slow: true, run: buildStage },
      { name: 'size budgets', slow: true, run: (execute) => check(execute, 'size-limit', []) },
    ],
    [{ name: 'lint', run: (execute) => check(execute, 'eslint', ['.', '--max-warnings', '0']) }],
  ],
  [[isFast ? vitest('unit tests', ['unit']) : vitest('unit, contract, convergence and component tests', ['unit', 'contract', 'convergence', 'component'])]],
  [[{ name: 'browser tests', slow: true, run: browserTests }]],
];
const wanted = steps.map((lanes) => lanes.map((lane) => lane.filter(({ slow }) => !isFast || !slow)));

/** @type {(Counts & { name: string, seconds: number })[]} */
const done = [];
mkdirSync(results, { recursive: true });
for (const lanes of wanted) await Promise.all(lanes.map((lane) => runLane(lane, lanes.length > 1)));
report();

/**
 * @param {readonly Stage[]} lane
 * @param {boolean} isBeside whether another lane prints meanwhile
 */
async function runLane(lane, isBeside) {
  for (const { name, run } of lane) {
    if (done.some(({ failed }) => failed > 0)) return;
    const heading = `\n── ${name}`;
    if (!isBeside) console.log(heading);
    const start = performance.now();
    /** @type {string[]} */
    const said = [];
    const counts = await run(isBeside ? (command, args) => executeQuietly(command, args, said) : execute).catch((/** @type {unknown} */ error) => {
      said.push(`${error instanceof Error ? error.message : String(error)}\n`);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    if (isBeside) said.unshift(`${heading}\n`);
    process.stdout.write(said.join(''));
    done.push({ name, seconds: (performance.now() - start) / 1000, ...counts });
  }
}

/** Prints what each stage took and found, and the totals as the last line. */
function report() {
  const left = wanted.flat(2).filter(({ name }) => !done.some((stage) => stage.name === name));
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
 * @param {Execute} execute
 * @param {string} command a program of node_modules/.bin, or an absolute path
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function check(execute, command, args) {
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
    async run(execute) {
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

/** @param {Execute} execute @returns {Promise<Counts>} */
async function browserTests(execute) {
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
 * @param {import('node:child_process').StdioOptions} [stdio]
 */
function start(command, args, stdio = 'inherit') {
  return spawn(command.includes('/') ? command : join(projectRoot, 'node_modules', '.bin', command), args, { cwd: projectRoot, stdio });
}

/** @type {Execute} */
function execute(command, args) {
  return ended(start(command, args));
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string[]} said where to put what it prints
 */
function executeQuietly(command, args, said) {
  const child = start(command, args, ['inherit', 'pipe', 'pipe']);
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => said.push(text));
  return ended(child);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | null>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
