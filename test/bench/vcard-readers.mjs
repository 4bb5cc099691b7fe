/**
 * How many cards of each file ical.js reads, and how many ours does. Run: node test/bench/vcard-readers.mjs [folder with .vcf files]
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { bundleScript } from '../support/browser-module.mjs';

const folder = process.argv[2] ?? join(import.meta.dirname, '../support/fixtures/vcards');
const script = await bundleScript(join(import.meta.dirname, '../../src/transfer/vcard/parse-vcards.ts'));
/** @type {unknown} */
const module = await import(`data:text/javascript;base64,${Buffer.from(script).toString('base64')}`);
const ours = /** @type {typeof import('../../src/transfer/vcard/parse-vcards')} */ (module);

/** @type {Record<string, Record<string, unknown>>} */
const table = {};
for (const name of readdirSync(folder).filter((file) => file.endsWith('.vcf'))) {
  const bytes = readFileSync(join(folder, name));
  const text = bytes.toString('latin1');
  const cards = text.match(/BEGIN:VCARD[\s\S]*?END:VCARD/gi) ?? [];
  /** @type {string[]} */
  const refusals = [];
  for (const card of cards) {
    try {
      ICAL.parse(card);
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  const { records } = ours.parseVCards(new Uint8Array(bytes));
  table[name] = {
    version: /VERSION:(\S+)/.exec(text)?.[1], cards: cards.length, 'ical.js': cards.length - refusals.length,
    ours: records.filter((record) => record.rejected === undefined).length, 'first refusal of ical.js': (refusals[0] ?? '').slice(0, 60),
  };
}
console.table(table);
