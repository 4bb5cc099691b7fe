import { describe, expect, test } from 'vitest';
import type { Role } from '../../../src/domain/team';
import { createBook } from '../../../src/replica/book/create-book';
import { guardBook } from '../../../src/replica/guarded-book';
import { createMemoryStorage } from '../../../src/replica/storage/memory-storage';
import { must } from '../../support/books';
import { anActor, creating } from '../../support/customers';

const NOT_ALLOWED = { ok: false, error: { kind: 'not-allowed' } };
const write = (id: string, text: string) => ({ label: 'town', edits: [{ id, fields: { organization: text } }] });

/** Somebody is there already. */
async function aGuardedBook(role?: Role) {
  const book = must(await createBook({ storage: createMemoryStorage(), actor: anActor() }));
  must(await book.perform({ label: 'new', edits: [creating('cus_maria')] }));
  const guard = await guardBook(book);
  if (role) guard.setRole(role);
  return { plain: book, guard, book: guard.book };
}
const idsOf = (rows: Iterable<{ readonly id: string }>) => [...rows].map(({ id }) => id).sort();

describe('the book of an auditor', () => {
  test('refuses everything that colleagues would not take, and changes nothing', async () => {
    const { book, plain } = await aGuardedBook('auditor');
    expect(await book.perform(write('cus_maria', 'Atlantic Deli'))).toEqual(NOT_ALLOWED);
    expect(await book.perform({ label: 'new', edits: [creating('cus_new')] })).toEqual(NOT_ALLOWED);
    expect(await book.erase(['cus_maria'])).toEqual(NOT_ALLOWED);
    expect(await book.storePacked([])).toEqual(NOT_ALLOWED);
    expect(await book.team.set('savedViews', 'v', {})).toEqual(NOT_ALLOWED);
    expect(must(await book.undo())).toBeUndefined();
    expect(plain.rows.size).toBe(1);
    expect(plain.rows.get('cus_maria')?.org).toBe('Byrne Interiors');
    expect(idsOf(book.rows.all())).toEqual(['cus_maria']);
  });
  test('turns read-only while a customer is open, and back', async () => {
    const { book, guard } = await aGuardedBook();
    const open = must(await book.open('cus_maria'));
    expect(open.readOnly).toBe(false);
    guard.setRole('auditor');
    expect(open.readOnly).toBe('not-allowed');
    guard.setRole('staff');
    expect(open.readOnly).toBe(false);
    open.close();
  });
});

describe('the book of staff', () => {
  test('takes edits, and leaves erasing, settings and fields to others', async () => {
    const { book } = await aGuardedBook('staff');
    must(await book.perform(write('cus_maria', 'Atlantic Deli')));
    must(await book.team.set('savedViews', 'v', {}));
    expect(await book.erase(['cus_maria'])).toEqual(NOT_ALLOWED);
    expect(await book.team.set('settings', 'currency', 'USD')).toEqual(NOT_ALLOWED);
    expect(await book.team.set('fieldDefinitions', 'f', {})).toEqual(NOT_ALLOWED);
  });
});

describe('the book of a fair helper', () => {
  test('shows and takes the own leads alone, also after a restart', async () => {
    const { book, plain } = await aGuardedBook('fairHelper');
    expect(book.rows.size).toBe(0);
    must(await book.perform({ label: 'new', edits: [creating('cus_lead')] }));
    must(await book.perform(write('cus_lead', 'Atlantic Deli')));
    expect(await book.perform(write('cus_maria', 'Atlantic Deli'))).toEqual(NOT_ALLOWED);
    expect(await book.perform({ label: 'both', edits: [...write('cus_lead', 'x').edits, ...write('cus_maria', 'x').edits] })).toEqual(NOT_ALLOWED);
    expect(await book.open('cus_maria')).toEqual({ ok: false, error: { kind: 'unknown-customer', id: 'cus_maria' } });
    const read: string[] = [];
    must(await book.read(['cus_lead', 'cus_maria'], (id) => void read.push(id)));
    expect(read).toEqual(['cus_lead']);

    const again = await guardBook(plain);
    expect(again.role()).toBe('fairHelper');
    expect(idsOf(again.book.rows.all())).toEqual(['cus_lead']);
    expect(again.book.rows.size).toBe(1);
    expect(again.book.rows.get('cus_lead')?.org).toBe('Atlantic Deli');
  });
  test('says that the list is another one when the role comes and goes, and tells of own leads only', async () => {
    const { book, guard, plain } = await aGuardedBook();
    const events: unknown[] = [];
    book.rows.onChange((event) => void events.push(event));
    guard.setRole('fairHelper');
    expect(events.splice(0)).toEqual([{ kind: 'reset' }]);
    must(await plain.perform(write('cus_maria', 'By a colleague')));
    expect(events).toEqual([]);
    guard.setRole('manager');
    expect(events).toEqual([{ kind: 'reset' }]);
    expect(idsOf(book.rows.all())).toEqual(['cus_maria']);
  });
  test('takes back what it did in this role, not what a wider role did before', async () => {
    const { book, guard } = await aGuardedBook();
    const before = must(await book.perform(write('cus_maria', 'As staff')));
    guard.setRole('fairHelper');
    expect(book.canUndo()).toBe(false);
    expect(await before.undo()).toEqual(NOT_ALLOWED);
    expect(must(await book.undo())).toBeUndefined();
    must(await book.perform({ label: 'new', edits: [creating('cus_lead')] }));
    expect(must(await book.undo())?.customers).toEqual(['cus_lead']);
    expect(book.canUndo()).toBe(false);
    guard.setRole(undefined);
    expect(book.rows.get('cus_maria')?.org).toBe('As staff');
  });
});

describe('before the team has been read', () => {
  test('nothing is erased, as nobody knows who may; alone and with a role that may, it is', async () => {
    const { book, guard } = await aGuardedBook();
    expect(await book.erase(['cus_maria'])).toEqual(NOT_ALLOWED);
    guard.setRole(undefined);
    must(await book.erase(['cus_maria']));
    expect(book.rows.size).toBe(0);
  });
  test('the role of the last start holds', async () => {
    const { plain } = await aGuardedBook('auditor');
    const again = await guardBook(plain);
    expect(await again.book.perform(write('cus_maria', 'x'))).toEqual(NOT_ALLOWED);
  });
});
