import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrashScreen } from '../../../src/app/CrashScreen';
import { Notices } from '../../../src/app/Notices';
import { BookProvider, useActions } from '../../../src/state/book-context';
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
  render(() => <BookProvider book={book} actor={actor}><Probe /><Notices /><ToastHost /></BookProvider>);
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
