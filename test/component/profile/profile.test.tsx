import { MemoryRouter, Route, createMemoryHistory } from '@solidjs/router';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import ProfilePage from '../../../src/features/profile/ProfilePage';
import type { Interaction } from '../../../src/domain/entry/entry';
import { BookProvider } from '../../../src/state/book-context';
import { ToastHost } from '../../../src/ui/Toast';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';
import type { BookDouble } from '../../support/book-double';
import { stubLayout } from '../../support/stub-layout';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };

beforeAll(async () => {
  stubLayout();
  // jsdom has no ranges on screen; the note's editor asks for them
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  await import('../../../src/features/profile/note/note-editor');
  await import('../../../src/ui/MenuList');
});
beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); });

async function openNiamh(book: BookDouble = createBookDouble()): Promise<BookDouble> {
  book.seed([
    { id: 'niamh', fields: { 'name/given': 'Niamh', 'name/family': 'Costello' } },
    { id: 'tom', fields: { 'name/given': 'Tom', 'name/family': 'Varley' } },
  ]);
  const history = createMemoryHistory();
  history.set({ value: '/customers/niamh' });
  render(() => (
    <BookProvider book={book} actor={actor}>
      <MemoryRouter history={history}><Route path="/customers/:id" component={ProfilePage} /></MemoryRouter>
      <ToastHost />
    </BookProvider>
  ));
  await screen.findByRole('heading', { name: 'Niamh Costello' });
  // the last part: what lies below the first screen is built after it
  await screen.findByRole('heading', { name: 'Photo' });
  return book;
}
const fieldsOf = async (book: BookDouble, id: string) => {
  const opened = await book.open(id);
  if (!opened.ok) throw new Error(`${id} is not in the book`);
  return opened.value.fields();
};
const box = (name: string) => screen.getByRole('textbox', { name });

describe('a customer saved as a vCard', () => {
  it('leaves without the fields that are private or secret, deleted ones included', async () => {
    const book = await openNiamh();
    const define = (id: string, more: Readonly<Record<string, string>>) => book.team.set('fieldDefinitions', id, { label: id, type: 'text', ...more });
    await define('grape', {});
    await define('allergy', { sensitivity: 'private' });
    await define('alarm', { sensitivity: 'secret' });
    await define('debts', { sensitivity: 'private', deletedAt: '2026-11-20T10:00:00.000Z' });
    await book.perform({ label: '', edits: [{ id: 'niamh', fields: { 'custom/grape': 'Nebbiolo-1', 'custom/allergy': 'hazelnuts-2', 'custom/alarm': 'code-3', 'custom/debts': 'owes-4' } }] });
    const saved: Blob[] = [];
    URL.createObjectURL = (blob) => { saved.push(blob as Blob); return 'blob:card'; };
    URL.revokeObjectURL = () => undefined;
    fireEvent.click(screen.getByRole('button', { name: 'More' }), { detail: 1 });
    fireEvent.keyDown(await screen.findByRole('menuitem', { name: 'Save as vCard' }), { key: 'Enter' });
    await waitFor(() => { expect(saved).toHaveLength(1); });
    // jsdom's Blob has no text()
    const reader = new FileReader();
    reader.readAsText(saved[0]!);
    await waitFor(() => { expect(reader.readyState).toBe(FileReader.DONE); });
    const card = reader.result as string;
    expect(card).toContain('Nebbiolo-1');
    for (const kept of ['hazelnuts-2', 'code-3', 'owes-4']) expect(card).not.toContain(kept);
  });
});

describe('a field of the profile', () => {
  it('saves itself once for a word that is typed quickly', async () => {
    const book = await openNiamh();
    for (const text of ['C', 'Ca', 'Cas', 'Casey']) fireEvent.input(box('Family name'), { target: { value: text } });
    await waitFor(() => { expect(book.performed.length).toBe(1); });
    fireEvent.blur(box('Family name'));
    expect((await fieldsOf(book, 'niamh'))['name/family']).toBe('Casey');
    expect(book.performed.length).toBe(1);
  });

  it('is stored at once when it is left, without waiting for the pause', async () => {
    const book = await openNiamh();
    fireEvent.input(box('Given name'), { target: { value: 'Neev' } });
    fireEvent.change(box('Given name'), { target: { value: 'Neev' } });
    fireEvent.blur(box('Given name'));
    await waitFor(async () => { expect((await fieldsOf(book, 'niamh'))['name/given']).toBe('Neev'); });
  });

  it('keeps a date that is none as it was typed, and says how to mend it', async () => {
    const book = await openNiamh();
    fireEvent.input(box('Birthday'), { target: { value: '31 February 1980' } });
    fireEvent.change(box('Birthday'), { target: { value: '31 February 1980' } });
    fireEvent.blur(box('Birthday'));
    await waitFor(async () => { expect((await fieldsOf(book, 'niamh'))['date/birth']).toEqual({ kind: 'birth', date: '31 February 1980' }); });
    const birthday = box('Birthday') as HTMLInputElement;
    expect(birthday.value).toBe('31 February 1980');
    await waitFor(() => { expect(birthday.getAttribute('aria-invalid')).toBe('true'); });
    const message = (birthday.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    expect(message).toContain('There is no such day. The year may stay empty.');
  });
});

describe('a customer with a switchboard’s worth of numbers', () => {
  it('shows the first twenty, the others when asked, and adds another behind all of them', async () => {
    const book = await openNiamh();
    await book.perform({ label: '', edits: [{ id: 'niamh', fields: Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`phone/p${String(n).padStart(2, '0')}`, { raw: `+353 21 427 ${String(1000 + n)}` }])) }] });
    const phones = () => screen.getAllByRole('textbox', { name: /^Phone( \d+)?$/ });
    await waitFor(() => { expect(phones()).toHaveLength(20); });
    fireEvent.click(screen.getByRole('button', { name: 'Show 10 more' }));
    expect(phones()).toHaveLength(30);
    expect(screen.queryByRole('button', { name: /^Show \d+ more$/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Add phone' }));
    expect(phones().map((field) => (field as HTMLInputElement).value).at(-1)).toBe('');
    expect(phones()).toHaveLength(31);
  });
});

describe('a relation to another customer', () => {
  it('is written on both sides as one action, and is taken away from both', async () => {
    const book = await openNiamh();
    fireEvent.click(screen.getByRole('button', { name: 'Add a person' }));
    fireEvent.input(box('Name'), { target: { value: 'Varl' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Link to Tom Varley' }));
    await waitFor(() => { expect(book.performed.length).toBe(1); });
    expect(Object.values(await fieldsOf(book, 'niamh'))).toContainEqual(expect.objectContaining({ type: 'spouse', customer: 'tom' }));
    expect(Object.values(await fieldsOf(book, 'tom'))).toContainEqual(expect.objectContaining({ type: 'spouse', customer: 'niamh' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Remove Tom Varley' }));
    await waitFor(async () => { expect(Object.keys(await fieldsOf(book, 'tom')).filter((key) => key.startsWith('relation/'))).toEqual([]); });
    expect(Object.keys(await fieldsOf(book, 'niamh')).filter((key) => key.startsWith('relation/'))).toEqual([]);
  });
});

describe('a contact', () => {
  it('is logged in three taps', async () => {
    const book = await openNiamh();
    fireEvent.click(screen.getAllByRole('button', { name: 'Log contact' })[0]!);
    const sheet = await screen.findByRole('dialog');
    fireEvent.click(within(sheet).getByRole('button', { name: 'Visit' }));
    fireEvent.click(within(sheet).getByRole('button', { name: 'Save' }));
    await waitFor(() => { expect(book.performed.length).toBe(1); });
    const [entry] = Object.values(book.performed[0]!.edits[0]!.entries ?? {}) as readonly Interaction[];
    expect(entry).toMatchObject({ kind: 'interaction', channel: 'visit', direction: 'in', by: 'Aoife', at: '2026-11-22T10:00:00.000Z' });
    await waitFor(() => { expect(screen.queryByRole('dialog')).toBeNull(); });
  });
});

describe('a secret field of the business’s own', () => {
  it('shows its value only when it is asked for: the screen may face the customer', async () => {
    const book = createBookDouble();
    await book.team.set('fieldDefinitions', 'debt', { label: 'Open debts', type: 'text', sensitivity: 'secret' });
    await openNiamh(book);
    book.remote([{ id: 'niamh', fields: { 'custom/debt': 'owes 90 euro' } }]);
    expect(screen.queryByDisplayValue('owes 90 euro')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show Open debts' }));
    expect(await screen.findByDisplayValue('owes 90 euro')).toBeTruthy();
  });
});
