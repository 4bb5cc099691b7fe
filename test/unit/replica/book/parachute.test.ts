import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createParachute, type Keeper } from '../../../../src/replica/book/parachute';
import { createMemoryDatabase, createMemoryStorage } from '../../../../src/replica/storage/memory-storage';
import { createBook } from '../../../../src/replica/book/create-book';
import { anActor, creating } from '../../../support/customers';
import { must } from '../../../support/books';
import { openFixture } from '../../../support/book-fixture';

function aKeeper(limit = Infinity): Keeper & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    get length() { return held.size; },
    key: (i) => [...held.keys()][i] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key),
  };
}

describe('a page that goes before storage has answered', () => {
  test('what was typed last is there at the next start, and nothing is left behind', async () => {
    const database = createMemoryDatabase(), keeper = aKeeper();
    const first = must(await createBook({ storage: createMemoryStorage(database), actor: anActor(), parachute: createParachute(keeper) }));
    must(await first.perform({ label: 'new', edits: [creating('cus_1', { owner: 'Anna' })] }));
    const customer = must(await first.open('cus_1'));
    customer.note.insert(0, 'Likes the Jura');
    first.leave();
    expect(keeper.held.size).toBe(1);
    // The page is gone: nothing of the first book runs from here on.
    const second = must(await createBook({ storage: createMemoryStorage(structuredClone(database)), actor: anActor(), parachute: createParachute(keeper) }));
    must(await second.flush());
    const again = must(await second.open('cus_1'));
    expect(again.note.toString()).toBe('Likes the Jura');
    expect(second.rows.get('cus_1')?.note).toBe('Likes the Jura');
    await expect.poll(() => [...keeper.held.keys()]).toEqual([]);
    await second.close();
    await first.close();
  });

  test('a page that stays stores by itself and takes back what it left', async () => {
    const keeper = aKeeper();
    const book = must(await createBook({ storage: createMemoryStorage(), actor: anActor(), parachute: createParachute(keeper) }));
    must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
    const customer = must(await book.open('cus_1'));
    customer.note.insert(0, 'x');
    book.leave();
    must(await book.flush());
    expect(keeper.held.size).toBe(0);
    await book.close();
  });

  test('what a tab that is still alive has left since is not forgotten with what was brought in', () => {
    const keeper = aKeeper();
    const alive = createParachute(keeper, 'alive');
    alive.leave([{ id: 'cus_1', update: Uint8Array.of(1) }]);
    const found = createParachute(keeper).find();
    alive.leave([{ id: 'cus_1', update: Uint8Array.of(1) }, { id: 'cus_2', update: Uint8Array.of(2) }]);
    found.forget();
    expect(createParachute(keeper).find().writes.map(({ id }) => id)).toEqual(['cus_1', 'cus_2']);
  });

  test('what only a newer version may write waits for it, beside what this one has stored', async () => {
    const keeper = aKeeper();
    const doc = new Y.Doc();
    doc.getText('note').insert(0, 'Typed last');
    const update = Y.encodeStateAsUpdate(doc);
    createParachute(keeper, 'gone').leave([{ id: 'cus_future', update }, { id: 'cus_now', update }]);
    const database = openFixture(join(import.meta.dirname, '../../../support/fixtures/book-v1/newer-schema.json'));
    const book = must(await createBook({ storage: createMemoryStorage(database), actor: anActor(), parachute: createParachute(keeper) }));
    await expect.poll(() => book.saveState()).toMatchObject({ kind: 'failed', error: { kind: 'newer-version' } });
    await expect.poll(() => book.rows.get('cus_now')?.note).toContain('Typed last');
    await book.close();
    expect(createParachute(keeper).find().writes.map(({ id }) => id)).toContain('cus_future');
  });

  test('with no room it says so, and damaged leavings harm nobody', () => {
    expect(createParachute(aKeeper(10)).leave([{ id: 'cus_1', update: new Uint8Array(100) }])).toBe(false);
    const keeper = aKeeper();
    keeper.setItem('regulars.unsaved/old', 'nonsense');
    const found = createParachute(keeper).find();
    expect(found.writes).toEqual([]);
    found.forget();
    expect(keeper.held.size).toBe(0);
  });
});
