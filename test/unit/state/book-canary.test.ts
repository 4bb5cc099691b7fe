import { describe, expect, test } from 'vitest';
import { presenceOf, readCanary, writeCanary } from '../../../src/state/book-canary';
import { createBookDouble } from '../../support/book-double';

function keeper(initial?: string) {
  const values = new Map<string, string>(initial === undefined ? [] : [['regulars.book', initial]]);
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => { values.set(key, value); }, removeItem: (key: string) => { values.delete(key); } };
}
const canary = { name: 'Quay Street Wines', createdAt: '2026-01-01T00:00:00Z', customers: 312 };

describe('whether there is a book', () => {
  test('an empty store without a trace of a book is a first run', () => {
    expect(presenceOf(createBookDouble(), readCanary(keeper())).kind).toBe('first-run');
  });

  test('an empty store where a book has been is a lost book, by name and size, and never a first run', () => {
    const kept = keeper();
    writeCanary(canary, kept);
    expect(presenceOf(createBookDouble(), readCanary(kept))).toEqual({ kind: 'lost', canary });
  });

  test('an unreadable trace still counts as one', () => {
    expect(presenceOf(createBookDouble(), readCanary(keeper('{"name": "Qua'))).kind).toBe('lost');
  });

  test('a book that was created but has no customers yet is a book', async () => {
    const book = createBookDouble();
    await book.team.set('settings', 'bookCreatedAt', '2026-01-01T00:00:00Z');
    expect(presenceOf(book, undefined).kind).toBe('book');
  });

  test('customers without the record of creation are a book', () => {
    const book = createBookDouble();
    book.seed([{ id: 'a', fields: { 'name/given': 'Ada' } }]);
    expect(presenceOf(book, undefined).kind).toBe('book');
  });

  test('a full localStorage costs the early warning and nothing else', () => {
    const full = { ...keeper(), setItem: () => { throw new DOMException('full', 'QuotaExceededError'); } };
    expect(writeCanary(canary, full)).toBe(false);
  });
});
