import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../src/lib/result';
import { CrashScreen } from '../../../src/app/CrashScreen';
import { Notices } from '../../../src/app/Notices';
import { useActions } from '../../../src/state/book-context';
import { InBook } from '../../support/in-book';
import type { Actions } from '../../../src/state/undo';
import { ToastHost } from '../../../src/ui/Toast';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
const trash = { label: 'Niamh is in the trash.', edits: [{ id: 'niamh', fields: { trashedAt: '2026-11-22T10:00:00Z' } }] };

function showNotices() {
  const book = createBookDouble();
  book.seed([{ id: 'niamh', fields: { 'name/given': 'Niamh' } }]);
  let actions!: Actions;
  const Probe = () => { actions = useActions(); return null; };
  render(() => <InBook book={book} actor={actor}><Probe /><Notices /><ToastHost /></InBook>);
  return { book, actions };
}

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => {
  for (const button of screen.queryAllByRole('button', { name: 'Dismiss' })) fireEvent.click(button);
  cleanup();
});

describe('what has just been done', () => {
  it('is said with Undo, and Undo takes it back', async () => {
    const { book, actions } = showNotices();
    await actions.perform(trash, { toast: true });
    expect(await screen.findByText('Niamh is in the trash.')).toBeTruthy();
    expect(book.rows.get('niamh')?.trashedAt).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Taken back: Niamh is in the trash.')).toBeTruthy();
    expect(book.rows.get('niamh')?.trashedAt).toBeUndefined();
  });

  it('is taken back by Ctrl-Z, but not while someone types in a text', async () => {
    const { book, actions } = showNotices();
    await actions.perform(trash);
    const field = document.body.appendChild(document.createElement('input'));
    fireEvent.keyDown(field, { key: 'z', code: 'KeyZ', ctrlKey: true });
    expect(book.rows.get('niamh')?.trashedAt).toBeTruthy();
    field.remove();
    fireEvent.keyDown(document.body, { key: 'z', code: 'KeyZ', ctrlKey: true });
    expect(await screen.findByText('Taken back: Niamh is in the trash.')).toBeTruthy();
    expect(book.rows.get('niamh')?.trashedAt).toBeUndefined();
  });

  it('that could not be stored says so and stays until it is dismissed', async () => {
    const { book, actions } = showNotices();
    book.failNext({ kind: 'storage', error: { kind: 'quota' } });
    await actions.perform(trash, { toast: true });
    expect(await screen.findByText('That could not be stored: Niamh is in the trash.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/could not be stored/)).toBeNull();
  });
});

describe('what could not be done to all', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `c${String(i)}`, fields: { 'name/given': `Given${String(i)}` } }));
  const receipt = (skipped: readonly string[], undone: readonly string[] = []) => ({ label: 'Assigned 9 customers to Ben.', customers: [], skipped, undo: () => Promise.resolve(ok({ skipped: undone })) });

  it('names those who were not changed, and why, in the toast itself; and so does Undo', async () => {
    const { book, actions } = showNotices();
    book.seed(names(4));
    book.perform = () => Promise.resolve(ok(receipt(['c0', 'c1', 'c2', 'erased'], ['c3'])));
    await actions.perform({ label: 'Assigned 9 customers to Ben.', edits: [] }, { toast: true });
    expect(await screen.findByText('Assigned 9 customers to Ben. 4 were not changed: Given0, Given1, Given2 and 1 other (damaged, or no longer in the book).')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/^Taken back: .* 1 was not changed: Given3 \(changed since, damaged, or no longer in the book\)\.$/)).toBeTruthy();
  });

  it('is said in German too', async () => {
    const { book, actions } = showNotices();
    useLocale().setLocale('de');
    book.perform = () => Promise.resolve(ok(receipt(['erased'])));
    await actions.perform({ label: '', edits: [] }, { toast: true });
    expect(await screen.findByText(/1 blieb unverändert \(beschädigt oder nicht mehr im Buch\)\./)).toBeTruthy();
  });

  it('is said without being asked for where somebody was left out', async () => {
    const { book, actions } = showNotices();
    book.perform = () => Promise.resolve(ok(receipt(['erased'])));
    await actions.perform({ label: '', edits: [] });
    expect(await screen.findByText(/1 was not changed/)).toBeTruthy();
  });
});

describe('a change to a customer who was erased in another window', () => {
  it('is told as not kept', async () => {
    const { book } = showNotices();
    book.setSaveState({ kind: 'saved', dropped: ['gone'] });
    expect(await screen.findByText('A customer was erased in another window. What you wrote there last was not kept.')).toBeTruthy();
  });

  it('is told once, where the action itself has failed with it', async () => {
    const { book, actions } = showNotices();
    book.failNext({ kind: 'unknown-customer', id: 'gone' });
    const performed = actions.perform(trash, { toast: true });
    book.setSaveState({ kind: 'saved', dropped: ['gone'] });
    await performed;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(screen.getByText('This customer is no longer in the book: Niamh is in the trash.')).toBeTruthy();
    expect(screen.queryByText(/was erased in another window/)).toBeNull();
  });
});

describe('a page that has stopped', () => {
  it('says what happened and offers a rescue file of what is not stored', () => {
    let rescued = 0;
    render(() => <CrashScreen error={new Error('x is undefined')} onRescue={() => { rescued += 1; }} />);
    expect(screen.getByRole('alert').textContent).toContain('x is undefined');
    fireEvent.click(screen.getByRole('button', { name: 'Save a rescue file' }));
    expect(rescued).toBe(1);
  });

  it('has nothing to rescue before a book is open', () => {
    render(() => <CrashScreen error="gone" />);
    expect(screen.queryByRole('button', { name: 'Save a rescue file' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
  });
});
