import { describe, expect, test } from 'vitest';
import { createParachute, type Keeper } from '../../../../src/replica/book/parachute';
import { createMemoryDatabase, createMemoryStorage } from '../../../../src/replica/storage/memory-storage';
import { createBook } from '../../../../src/replica/book/create-book';
import { anActor, creating } from '../../../support/customers';
import { must } from '../../../support/books';

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
