/**
 * `npm run layers`: runs the rules of .dependency-cruiser.cjs over `src`, after proving that they can fail.
 *
 * A layer check fails silently when it sees nothing (a compiler without a JS API gives "0 modules, no violations") or when a
 * pattern has gone stale. So each rule is first run on files planted to break it, in a copy of the layers' folders.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from '../../.dependency-cruiser.cjs';
import { projectRoot } from '../../src/server/build.mjs';

/** @typedef {{ rule: { name: string }, from: string, to: string }} Violation */

/** Each rule with one file that breaks it. @type {readonly { rule: string, path: string, text: string }[]} */
const plants = [
  { rule: 'layer-lib', path: 'src/lib/a.ts', text: "import '../domain/target';" },
  { rule: 'layer-domain', path: 'src/domain/a.ts', text: "import type {} from '../replica/target';" },
  { rule: 'layer-transfer', path: 'src/transfer/a.ts', text: "import '../replica/target';" },
  { rule: 'layer-replica', path: 'src/replica/a.ts', text: "import '../state/target';" },
  { rule: 'layer-state', path: 'src/state/a.ts', text: "import '../features/one/target';" },
  { rule: 'layer-ui', path: 'src/ui/a.ts', text: "import '../domain/target';" },
  { rule: 'layer-features', path: 'src/features/one/a.ts', text: "import '../../app/target';" },
  { rule: 'layer-app', path: 'src/app/a.ts', text: "import '../server/target';" },
  { rule: 'layer-server', path: 'src/server/a.ts', text: "import '../domain/target';" },
  { rule: 'slices-apart', path: 'src/features/one/b.ts', text: "import '../two/target';" },
  { rule: 'only-replica-imports-yjs', path: 'src/state/b.ts', text: "import * as Y from 'yjs'; export const y = Y;" },
  { rule: 'only-ui-imports-kobalte', path: 'src/features/one/c.ts', text: "import { Root } from '@kobalte/core/button'; export const b = Root;" },
  { rule: 'solid-in-the-upper-layers', path: 'src/domain/b.ts', text: "import { createSignal } from 'solid-js'; export const s = createSignal;" },
  { rule: 'domain-without-platform', path: 'src/domain/c.ts', text: "import fs from 'node:fs'; export const f = fs;" },
  { rule: 'no-node-in-the-browser', path: 'src/ui/b.ts', text: "import fs from 'node:fs'; export const f = fs;" },
  { rule: 'app-without-tests', path: 'src/app/b.ts', text: "import '../../test/target';" },
  { rule: 'no-cycles', path: 'src/lib/b.ts', text: "import './c'; export const b = 1;" },
  { rule: 'resolvable', path: 'src/lib/d.ts', text: "import './nowhere';" },
];

const targets = ['lib', 'domain', 'replica', 'state', 'features/one', 'features/two', 'app', 'server'].map((layer) => ({ path: `src/${layer}/target.ts`, text: 'export const target = 1;' }));
const alsoPlanted = [...targets, { path: 'test/target.ts', text: 'export const target = 1;' }, { path: 'src/lib/c.ts', text: "import './b'; export const c = 1;" }];

const { forbidden = [], options = {} } = config;

const blind = await rulesThatMissTheirPlant();
if (blind.length > 0) fail(`These rules no longer catch what they forbid: ${blind.join(', ')}`);

const { modules, violations } = await check(projectRoot);
const sources = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.d)\.tsx?$/.test(name));
const unseen = sources.filter((name) => !modules.has(`src/${name.replaceAll('\\', '/')}`));
if (sources.length === 0 || unseen.length > 0) fail(`The layer check does not see ${String(unseen.length)} of ${String(sources.length)} files: ${unseen.slice(0, 5).join(', ')}`);
if (violations.length > 0) fail(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).join('\n'));
console.log(`Layers hold: ${String(sources.length)} files, ${String(forbidden.length)} rules, each proven to catch its planted import.`);

/** Names of the rules that let their planted file pass. */
async function rulesThatMissTheirPlant() {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  try {
    for (const { path, text } of [...plants, ...alsoPlanted]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    const { violations: caught } = await check(folder);
    const caughtBy = new Set(caught.map(({ rule, from }) => `${rule.name} ${from}`));
    const missed = plants.filter(({ rule, path }) => !caughtBy.has(`${rule} ${path}`)).map(({ rule }) => rule);
    const untried = forbidden.map(({ name }) => name ?? '').filter((name) => !plants.some(({ rule }) => rule === name));
    return [...missed, ...untried.map((name) => `${name} (nothing planted)`)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} baseDir
 * @returns {Promise<{ modules: Set<string>, violations: Violation[] }>}
 */
async function check(baseDir) {
  const { enhancedResolveOptions, ...others } = options;
  // the planted folder borrows node_modules through a link, which must not lead out of it
  const { output } = await cruise(['src'], { ...others, baseDir, preserveSymlinks: true, ruleSet: { forbidden }, validate: true }, enhancedResolveOptions);
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of its result.');
  return { modules: new Set(output.modules.map(({ source }) => source)), violations: output.summary.violations };
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
