/**
 * A member gone bad: its session is in order, its items are not. Thousands of seeded mutations of true items reach the door of the book; what is
 * refused has a reason and changes nothing, what is taken changes no other customer, and the index stays true. A seed that fails becomes a named case;
 * client ids of Yjs are random, so a seed gives the same kinds of mutation and not the same bytes.
 */
import { expect, test } from 'vitest';
import type { Role } from '../../src/domain/team';
import { ITEM_REFUSALS, type SyncItem } from '../../src/replica/sync/port';
import { createCustomerState } from '../../src/replica/documents/create-state';
import { SCHEMA } from '../../src/replica/documents/schema';
import { must } from '../support/books';
import { aCustomer, creating } from '../support/customers';
import { seeded, type Seeded } from '../support/seeded';
import { editOf, indexedDigests, itemsOf, openSyncBook, trueDigests } from '../support/sync-books';

const ROUNDS = 800;
const IDS = ['cus_1', 'cus_2', 'cus_3'];

function mutate({ below, bytes }: Seeded, item: SyncItem): SyncItem {
  const changed = item.bytes.slice();
  switch (below(6)) {
    case 0: return { ...item, bytes: changed.subarray(0, below(changed.length)) };
    case 1: return { ...item, bytes: Uint8Array.from([...changed, ...bytes(1 + below(60))]) };
    case 2: return { ...item, id: IDS[below(3)]! };
    case 3: return { ...item, kind: (['whole', 'diff', 'live', 'erased'] as const)[below(4)]! };
    case 4: changed.set(bytes(4), below(changed.length - 4)); return { ...item, bytes: changed };
    default: changed[below(changed.length)]! ^= 1 << below(8); return { ...item, bytes: changed };
  }
}

async function attack(seed: number, role: Role, allowed: (id: string) => boolean) {
  const chance = seeded(seed), book = await openSyncBook(), from = { device: 'mallory', role, schema: SCHEMA };
  must(await book.perform({ label: 'new', edits: [...IDS, 'cus_bystander'].map((id) => creating(id)) }));
  const originals = await itemsOf(book, IDS);
  const foreign = createCustomerState('cus_new', aCustomer());
  const reasons = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const base = originals[chance.below(3)]!;
    const true_: SyncItem = chance.below(3) === 0 ? { id: base.id, kind: 'whole', bytes: chance.below(2) ? foreign : base.bytes }
      : { id: base.id, kind: 'diff', bytes: editOf(base.id, base.bytes, (doc) => doc.getMap('fields').set('owner', `Mallory ${round}`)) };
    const item = mutate(chance, true_), before = indexedDigests(book);
    const refused = must(await book.sync.merge([item], from));
    for (const { reason } of refused) {
      expect(ITEM_REFUSALS).toContain(reason);
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    const after = indexedDigests(book);
    const touched = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
    expect(touched.every((id) => id === item.id && refused.length === 0 && allowed(id)), `seed ${seed}, round ${round}, ${item.kind} ${item.id}: ${touched.join()}`).toBe(true);
  }
  expect(indexedDigests(book)).toEqual(await trueDigests(book));
  expect(book.rows.get('cus_bystander')?.name).toBe('Maria Byrne');
  expect((await book.quarantined()).length).toBeLessThanOrEqual(200);
  await book.close();
  return reasons;
}

test.each([11, 12, 13])('items of a member of staff that are cut, blown up, flipped, renamed or called something else do no harm (seed %i)', async (seed) => {
  const reasons = await attack(seed, 'staff', () => true);
  // The mutations have reached what they are to be stopped by: the reader, the right to erase. Clocks are rarely hit: see merge.test.ts.
  for (const reason of ['unreadable', 'not-allowed']) expect(reasons.get(reason), reason).toBeGreaterThan(0);
});

test.each(['auditor', 'fairHelper'] as const)('of the role %s nothing of what is here changes, whatever it sends', async (role) => {
  const reasons = await attack(21, role, () => false);
  expect(reasons.get('not-allowed')).toBeGreaterThan(ROUNDS / 4);
});
