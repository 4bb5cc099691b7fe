/** What every book keeps, whatever storage lies under it. Run by book-*.test.ts on each adapter. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/domain/entry/entry';
import type { Book, DocumentEvent, RowsEvent } from '../../src/replica/book';
import { createCustomerState } from '../../src/replica/documents/create-state';
import { projectFields } from '../../src/replica/projection/project-row';
import { must } from '../support/books';
import { aCall, aPurchase, creating, customerNumber } from '../support/customers';
import type { CustomerFields, CustomerId } from '../../src/domain/customer/fields';
import type { PackedCustomer } from '../../src/replica/book';
import type { Entry } from '../../src/domain/entry/entry';

export interface BookHarness {
  /** Opens the same book again and again: a new session each. */
  open(): Promise<Book>;
}

export function packed(id: CustomerId, fields: CustomerFields, entries: Readonly<Record<string, Entry>> = {}, note = ''): PackedCustomer {
  return { id, state: createCustomerState(id, fields, entries, note), row: projectFields(id, fields, Object.values(entries), note) };
}
export const manyPacked = (count: number): PackedCustomer[] =>
  Array.from({ length: count }, (_, n) => packed(`cus_${n}`, customerNumber(n), { pur_1: aPurchase({ receipt: `R-${n}` }) }));

const fieldsOf = async (book: Book, id: CustomerId): Promise<CustomerFields | undefined> => {
  let found: CustomerFields | undefined;
  must(await book.read([id], (_id, fields) => (found = fields)));
  return found;
};

export function describeBook(name: string, harness: () => Promise<BookHarness>): void {
  describe(`the book over ${name}`, () => {
    test('what was saved is there in the next session', async () => {
      const { open } = await harness();
      const first = await open();
      must(await first.perform({ label: 'new', edits: [{ ...creating('cus_1'), note: 'Likes linen', entries: { int_1: aCall() } }] }));
      must(await first.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { 'name/given': 'Mary' } }] }));
      must(await first.team.set('settings', 'name', 'Quay Street'));
      must(await first.local.set('draft', { text: 'Dear' }));
      await first.close();
      const second = await open();
      expect(second.rows.get('cus_1')).toMatchObject({ name: 'Mary Byrne', note: 'Likes linen', lastContact: aCall().at });
      expect(await fieldsOf(second, 'cus_1')).toMatchObject({ 'name/given': 'Mary', 'name/family': 'Byrne' });
      expect(second.team.get('settings', 'name')).toBe('Quay Street');
      expect(await second.local.get('draft')).toEqual({ text: 'Dear' });
      await second.close();
    });

    test('an imported customer is edited over the pack, and the edit wins after restart', async () => {
      const { open } = await harness();
      const first = await open();
      must(await first.storePacked(manyPacked(700), { last: true }));
      for (let i = 0; i < 25; i++) must(await first.perform({ label: 'edit', edits: [{ id: 'cus_650', fields: { owner: `Owner ${i}` } }] }));
      await first.close();
      const second = await open();
      expect(second.rows.size).toBe(700);
      expect(second.rows.get('cus_650')).toMatchObject({ owner: 'Owner 24', given: 'Given650', bought: { count: 1, minor: 12_500 } });
      const customer = must(await second.open('cus_650'));
      expect(customer.fields()['owner']).toBe('Owner 24');
      expect(Object.values(customer.entries()).filter(({ kind }) => kind === 'change')).toHaveLength(25);
      customer.close();
      await second.close();
    });

    test('an action on thousands is stored as one, taken back as one, and shows how far it is', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.storePacked(manyPacked(600)));
      const ids = [...book.rows.all()].map(({ id }) => id);
      const progress: number[] = [];
      const receipt = must(await book.perform({ label: 'tag', edits: ids.map((id) => ({ id, fields: { 'tag/fair': true } })) }, (done) => progress.push(done)));
      expect(receipt.customers).toHaveLength(600);
      expect(progress.at(-1)).toBe(600);
      expect([...book.rows.all()].every(({ tags }) => tags?.includes('fair'))).toBe(true);
      must(await book.perform({ label: 'later', edits: [{ id: 'cus_5', fields: { 'tag/fair': null } }] }));
      must(await book.perform({ label: 'later', edits: [{ id: 'cus_5', fields: { 'tag/fair': true, owner: 'Cleo' } }] }));
      must(await receipt.undo());
      expect([...book.rows.all()].filter(({ tags }) => tags?.includes('fair'))).toEqual([]);
      expect(book.rows.get('cus_5')?.owner).toBe('Cleo');
      await book.close();
      const again = await open();
      expect([...again.rows.all()].filter(({ tags }) => tags?.includes('fair'))).toEqual([]);
      await again.close();
    });

    test('importing the same customers again keeps what staff wrote since', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.storePacked(manyPacked(300)));
      must(await book.perform({ label: 'edit', edits: [{ id: 'cus_7', fields: { owner: 'Ben', 'phone/p1': null } }] }));
      must(await book.storePacked(manyPacked(300), { last: true }));
      const check = async (current: Book): Promise<void> => {
        expect(current.rows.size).toBe(300);
        expect(current.rows.get('cus_7')).toMatchObject({ owner: 'Ben', given: 'Given7' });
        expect(await fieldsOf(current, 'cus_7')).not.toHaveProperty('phone/p1');
      };
      await check(book);
      await book.close();
      const again = await open();
      await check(again);
      await again.close();
    });

    test('an erased customer is gone for good: from lists, packs, undo and later imports', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.storePacked(manyPacked(120)));
      must(await book.perform({ label: 'edit', edits: [{ id: 'cus_3', fields: { owner: 'Ben' } }] }));
      const held = must(await book.open('cus_4'));
      must(await book.erase(['cus_3', 'cus_4']));
      expect(book.rows.get('cus_3')).toBeUndefined();
      expect(await book.open('cus_3')).toEqual({ ok: false, error: { kind: 'unknown-customer', id: 'cus_3' } });
      held.note.insert(0, 'too late');
      must(await book.flush());
      expect(must(await book.storePacked([packed('cus_3', customerNumber(3))]))).toEqual({ erased: ['cus_3'] });
      expect((await book.perform({ label: 'x', edits: [creating('cus_4')] })).ok).toBe(false);
      await book.undo();
      held.close();
      await book.close();
      const again = await open();
      expect(again.rows.size).toBe(118);
      expect(again.rows.get('cus_4')).toBeUndefined();
      expect(again.saveState().kind).toBe('saved');
      await again.close();
    });

    test('undo takes back only what still stands as the action left it', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
      const receipt = must(await book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben', status: 'lapsed' }, entries: { int_1: aCall() } }] }));
      must(await book.perform({ label: 'later', edits: [{ id: 'cus_1', fields: { status: 'lost' } }] }));
      must(await receipt.undo());
      const fields = (await fieldsOf(book, 'cus_1'))!;
      expect(fields).toMatchObject({ owner: 'Anna', status: 'lost' });
      const customer = must(await book.open('cus_1'));
      expect(customer.entries()['int_1']).toBeUndefined();
      expect(Object.values(customer.entries()).filter((entry): entry is Change => entry.kind === 'change').map(({ field }) => field).sort()).toEqual(['owner', 'owner', 'status', 'status']);
      customer.close();
      await book.close();
    });

    test('undo and redo walk back and forth; a new action ends redo', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.perform({ label: 'new', edits: [creating('cus_1', { owner: 'A' })] }));
      must(await book.perform({ label: 'to B', edits: [{ id: 'cus_1', fields: { owner: 'B' } }] }));
      must(await book.perform({ label: 'to C', edits: [{ id: 'cus_1', fields: { owner: 'C', language: 'de' } }] }));
      expect(must(await book.undo())?.label).toBe('to C');
      expect(must(await book.undo())?.label).toBe('to B');
      expect(book.rows.get('cus_1')?.owner).toBe('A');
      must(await book.redo());
      must(await book.redo());
      expect(book.rows.get('cus_1')?.owner).toBe('C');
      expect(book.canRedo()).toBe(false);
      must(await book.undo());
      must(await book.perform({ label: 'to D', edits: [{ id: 'cus_1', fields: { owner: 'D' } }] }));
      expect(book.canRedo()).toBe(false);
      must(await book.undo());
      must(await book.undo());
      must(await book.undo());
      expect(book.rows.get('cus_1')?.trashedAt).toMatch(/^2026-/);
      must(await book.redo());
      expect(book.rows.get('cus_1')?.trashedAt).toBeUndefined();
      expect(must(await book.undo())).toBeDefined();
      expect(must(await book.undo())).toBeUndefined();
      await book.close();
    });

    test('a field edited again within a second is one step of undo', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.perform({ label: 'new', edits: [creating('cus_1', { owner: 'A' })] }));
      for (const owner of ['B', 'Be', 'Ben']) must(await book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner } }] }));
      must(await book.undo());
      expect(book.rows.get('cus_1')?.owner).toBe('A');
      await book.close();
    });

    test('listeners hear exactly the fields that changed, and whose doing it was', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
      const customer = must(await book.open('cus_1'));
      const events: DocumentEvent[] = [], rows: RowsEvent[] = [];
      customer.onChange((event) => events.push(event));
      book.rows.onChange((event) => rows.push(event));
      must(await book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben', 'name/given': 'Maria' } }] }));
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({ source: 'user', fields: { owner: 'Ben' } });
      expect(Object.keys(events[0]!.fields!)).toEqual(['owner']);
      expect(rows.every((event) => event.kind === 'changed' && event.ids.join() === 'cus_1')).toBe(true);
      customer.close();
      await book.close();
    });

    test('typing in the note is saved without anyone asking', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
      const customer = must(await book.open('cus_1'));
      for (const letter of 'Likes linen') customer.note.insert(customer.note.length, letter);
      expect(book.saveState().kind).toBe('saving');
      customer.close();
      await new Promise<void>((resolve) => {
        const stop = book.onSaveState(({ kind }) => {
          if (kind !== 'saved') return;
          stop();
          resolve();
        });
      });
      expect(book.rows.get('cus_1')?.note).toBe('Likes linen');
      await book.close();
      const again = await open();
      expect(again.rows.get('cus_1')?.note).toBe('Likes linen');
      await again.close();
    });

    test('unknown and absurd customers are errors, and nothing is written for them', async () => {
      const { open } = await harness();
      const book = await open();
      for (const id of ['nobody', '', 'team', 'a/b', '__proto__', '\ud800']) expect(await book.open(id)).toMatchObject({ ok: false });
      expect(await book.perform({ label: 'x', edits: [creating('cus_1'), { id: 'cus_2', fields: { x: Number.NaN } }] })).toMatchObject({ ok: false, error: { kind: 'invalid', id: 'cus_2' } });
      expect(await book.perform({ label: 'x', edits: [creating('')] })).toMatchObject({ ok: false });
      expect(await book.storePacked([packed('a/b', {})])).toMatchObject({ ok: false });
      must(await book.read(['nobody', ''], () => expect.unreachable()));
      expect(must(await book.perform({ label: 'nothing', edits: [] })).customers).toEqual([]);
      expect(book.canUndo()).toBe(false);
      expect(book.rows.size).toBe(0);
      await book.close();
    });

    test('a destroyed book is empty, and can be begun anew', async () => {
      const { open } = await harness();
      const book = await open();
      must(await book.storePacked(manyPacked(150)));
      must(await book.team.set('settings', 'name', 'x'));
      must(await book.destroy());
      expect(book.rows.size).toBe(0);
      expect(book.team.get('settings', 'name')).toBeUndefined();
      must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
      await book.close();
      const again = await open();
      expect([...again.rows.all()].map(({ id }) => id)).toEqual(['cus_1']);
      await again.close();
    });
  });
}
