import { expect, test } from 'vitest';
import type { Json } from '../../../../src/lib/json';
import type { Entry } from '../../../../src/domain/entry/entry';
import { projectFields } from '../../../../src/replica/projection/project-row';
import { PROJECTION, decodeRows, encodeRows } from '../../../../src/replica/projection/row-chunks';
import { aCall, aCustomer, aPurchase } from '../../../support/customers';
import { must } from '../../../support/books';

test('a row comes out of its chunk as it went in, with the place of its document', () => {
  const row = projectFields('cus_1', aCustomer({ 'name/given': 'Zoë 🌷' }), [aCall(), aPurchase()], 'Likes linen');
  expect(must(decodeRows(encodeRows([{ row, pack: 70_001 }])))).toEqual({ rows: [row], packs: [70_001], projection: PROJECTION });
});

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array(0)], ['half a chunk', encodeRows([{ row: { id: 'cus_1', name: 'A' }, pack: 0 }]).subarray(0, 20)], ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ['another JSON', new TextEncoder().encode('[1]')], ['rows without ids', new TextEncoder().encode('{"rows":[{"name":"A"}],"packs":[0]}')],
  ['fewer places than rows', new TextEncoder().encode('{"rows":[{"id":"a","name":"A"}],"packs":[]}')],
])('%s is no chunk of rows', (_name, bytes) => expect(decodeRows(bytes).ok).toBe(false));

test('a customer with fields and entries of unknown shape still has a row with the name', () => {
  const fields: Record<string, Json> = { 'name/given': 'Maria', 'email/x': 7, 'phone/x': {}, 'date/x': { kind: 4 }, 'tag/ok': true };
  const entries = [{ id: 'p', kind: 'purchase' }, { id: 'q', kind: 'purchase', day: '2026-01-01', amount: { minor: 'many' } }, { id: 'i', kind: 'interaction' }, { id: 'h', kind: 'hologram' }, aPurchase()];
  expect(projectFields('cus_1', fields, entries as unknown as Entry[], '')).toMatchObject({ id: 'cus_1', name: 'Maria', tags: ['ok'], bought: { count: 1 } });
});

