import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TrashSection } from '../../../src/features/settings/TrashSection';
import { BookProvider } from '../../../src/state/book-context';
import { ToastHost } from '../../../src/ui/Toast';
import { ConfirmHost } from '../../../src/ui/confirm';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
const trashedAt = '2026-11-20T10:00:00.000Z';
beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); });

/** The question whether the trash may be emptied is open. */
async function askedToEmpty() {
  const book = createBookDouble();
  book.seed(['niamh', 'otto'].map((id) => ({ id, fields: { 'name/given': id, trashedAt } })));
  render(() => <BookProvider book={book} actor={actor}><TrashSection /><ToastHost /><ConfirmHost /></BookProvider>);
  fireEvent.click(await screen.findByRole('button', { name: 'Empty the trash' }));
  const dialog = await screen.findByRole('dialog');
  const sayYes = () => { fireEvent.click([...dialog.querySelectorAll('button')].find((button) => button.textContent.includes('Delete for good'))!); };
  return { book, sayYes };
}

it('who is taken back in another window while the question is open is not deleted with the rest', async () => {
  const { book, sayYes } = await askedToEmpty();
  book.remote([{ id: 'niamh', fields: { trashedAt: null } }]);
  sayYes();
  await screen.findByText('1 customer deleted for good.');
  expect(book.rows.get('niamh')?.name).toBe('niamh');
  expect(book.rows.get('otto')).toBeUndefined();
});

it('where everybody was taken back nothing is deleted, and that is said', async () => {
  const { book, sayYes } = await askedToEmpty();
  book.remote(['niamh', 'otto'].map((id) => ({ id, fields: { trashedAt: null } })));
  sayYes();
  await screen.findByText('They are no longer in the trash. Nothing was deleted.');
  await waitFor(() => { expect(book.rows.size).toBe(2); });
});
