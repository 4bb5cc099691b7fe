/**
 * Budgets of the built app, gzip. The first group is what index.html names, read from the built file: the entry and everything that
 * it imports statically. Every other script is loaded when a screen asks for it.
 */
import { readdirSync, readFileSync } from 'node:fs';

const html = readFileSync(new URL('dist/index.html', import.meta.url), 'utf8');
const initial = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => `dist/${path}`);
if (initial.length === 0) throw new Error('dist/index.html names no script: the budget would hold for nothing.');
const lazy = readdirSync(new URL('dist/assets', import.meta.url)).filter((name) => name.endsWith('.js')).map((name) => `dist/assets/${name}`).filter((path) => !initial.includes(path));

export default [
  { name: 'initial scripts', path: initial, gzip: true, limit: '120 KiB' },
  ...lazy.map((path) => ({ name: path.replace('dist/assets/', ''), path, gzip: true, limit: '100 KiB' })),
];
