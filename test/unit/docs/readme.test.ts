/** The README is where a new developer starts: what it names must exist. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const sourceReadme = readFileSync(join(root, 'src/README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Readonly<Record<string, string>> };

/** Names of scripts as they are typed: `npm run name`, `npm test`, `npm start`. */
const namedIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/\bnpm (?:run (?:-s )?)?([a-z0-9:-]+)/g)].map(([, name]) => name!).filter((name) => name !== 'ci'));
const linksIn = (text: string): readonly string[] => [...text.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(([, path]) => path!);

describe('the README', () => {
  test('names no script that does not exist', () => {
    const named = namedIn(readme);
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names every script', () => {
    expect(Object.keys(scripts).filter((name) => !namedIn(readme).has(name))).toEqual([]);
  });

  test('shows pictures and leads to files that are there', () => {
    const links = linksIn(readme);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the way into the source', () => {
  test('leads through files that are there', () => {
    const path = [...sourceReadme.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file]) => file!);
    expect(path).toHaveLength(7);
    expect(path.filter((file) => !existsSync(join(root, 'src', file)))).toEqual([]);
  });

  test('has a line for every layer', () => {
    const layers = [...sourceReadme.matchAll(/^\| `([a-z]+)/gm)].map(([, name]) => name!);
    expect(layers).toEqual(['lib', 'domain', 'transfer', 'replica', 'state', 'ui', 'features', 'app', 'server']);
    expect(layers.filter((name) => !existsSync(join(root, 'src', name)))).toEqual([]);
  });
});
