import { createEffect, createSignal } from 'solid-js';
import { render } from '@solidjs/testing-library';
import { describe, expect, test } from 'vitest';
import { useRow } from '../../../src/state/book-context';
import { InBook } from '../../support/in-book';
import { createOpenCustomer } from '../../../src/state/open-customer';
import type { OpenCustomerStore } from '../../../src/state/open-customer';
import type { Interaction } from '../../../src/domain/entry/entry';
import { createBookDouble } from '../../support/book-double';
import type { BookDouble } from '../../support/book-double';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
const call: Interaction = { id: 'e1', kind: 'interaction', at: '2026-11-20T10:00:00Z', by: 'Ben', channel: 'call', direction: 'out', summary: 'Asked about the Jura' };

function bookWithNiamh(): BookDouble {
  const book = createBookDouble();
  book.seed([
    { id: 'niamh', fields: { 'name/given': 'Niamh', 'name/family': 'Costello', 'email/1': { value: 'niamh@example.ie' } }, entries: { e1: call }, note: 'Likes to learn.' },
    { id: 'tom', fields: { 'name/given': 'Tom', 'name/family': 'Varley', 'name/nickname': 'Tommo' } },
  ]);
  return book;
}

function mount(book: BookDouble, use: () => void): void {
  const Probe = () => { use(); return null; };
  render(() => <InBook book={book} actor={actor}><Probe /></InBook>);
}
const settled = () => new Promise((resolve) => { setTimeout(resolve); });

describe('an open customer', () => {
  test('a colleague who edits one field reruns exactly one reader', async () => {
    const book = bookWithNiamh();
    const runs: Record<string, number> = { given: 0, family: 0, email: 0, entry: 0, row: 0, otherRow: 0 };
    mount(book, () => {
      const store = createOpenCustomer(() => 'niamh');
      const row = useRow(() => 'niamh');
      const other = useRow(() => 'tom');
      createEffect(() => { void store.fields['name/given']; runs['given']! += 1; });
      createEffect(() => { void store.fields['name/family']; runs['family']! += 1; });
      createEffect(() => { void store.fields['email/1']; runs['email']! += 1; });
      createEffect(() => { void store.entries['e1']; runs['entry']! += 1; });
      createEffect(() => { void row(); runs['row']! += 1; });
      createEffect(() => { void other(); runs['otherRow']! += 1; });
    });
    await settled();
    const before = { ...runs };
    book.remote([{ id: 'niamh', fields: { 'name/given': 'Neev' } }]);
    expect(Object.fromEntries(Object.keys(runs).map((key) => [key, runs[key]! - before[key]!]))).toEqual({ given: 1, family: 0, email: 0, entry: 0, row: 1, otherRow: 0 });
  });

  test('a removed part of an e-mail is gone, not merged with what was there', async () => {
    const book = bookWithNiamh();
    let store!: OpenCustomerStore;
    mount(book, () => { store = createOpenCustomer(() => 'niamh'); });
    await settled();
    book.remote([{ id: 'niamh', fields: { 'email/1': { value: 'n@example.ie', label: 'shop' } } }]);
    book.remote([{ id: 'niamh', fields: { 'email/1': { value: 'n@example.ie' } } }]);
    expect({ ...(store.fields['email/1'] as object) }).toEqual({ value: 'n@example.ie' });
    book.remote([{ id: 'niamh', fields: { 'email/1': null }, entries: { e1: null } }]);
    expect('email/1' in store.fields).toBe(false);
    expect(Object.keys(store.entries)).toEqual([]);
  });

  test('the note is handed through as the live text', async () => {
    let store!: OpenCustomerStore;
    mount(bookWithNiamh(), () => { store = createOpenCustomer(() => 'niamh'); });
    await settled();
    expect(store.note()?.toString()).toBe('Likes to learn.');
  });

  test('the next customer shows nothing of the one before, and an edit made while it opens still goes to the one before', async () => {
    const book = bookWithNiamh();
    const [id, setId] = createSignal('tom');
    let store!: OpenCustomerStore;
    mount(book, () => { store = createOpenCustomer(id); });
    await settled();
    expect(store.fields['name/nickname']).toBe('Tommo');
    setId('niamh');
    expect(store.phase()).toBe('loading');
    expect(store.fields['name/nickname']).toBeUndefined();
    store.setField('jobTitle', 'Skipper');
    await settled();
    expect(store.phase()).toBe('open');
    expect(store.fields['name/family']).toBe('Costello');
    expect(book.performed.map(({ edits }) => edits[0]?.id)).toEqual(['tom']);
    book.remote([{ id: 'tom', fields: { 'name/given': 'Thomas' } }]);
    expect(store.fields['name/given']).toBe('Niamh');
  });

  test('a customer who is not in the book is said to be missing', async () => {
    let store!: OpenCustomerStore;
    mount(bookWithNiamh(), () => { store = createOpenCustomer(() => 'nobody'); });
    await settled();
    expect(store.phase()).toBe('missing');
  });

  test('outside of a book, the hook says by name what is missing', () => {
    expect(() => render(() => { useRow(() => 'x'); return null; })).toThrow('useRow must be used inside BookProvider');
  });
});
