import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FieldsSection } from '../../../src/features/settings/FieldsSection';
import { InBook } from '../../support/in-book';
import { ToastHost } from '../../../src/ui/Toast';
import { ConfirmHost } from '../../../src/ui/confirm';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); });

async function hiddenSince(deletedAt: string) {
  const book = createBookDouble();
  book.seed([{ id: 'niamh', fields: { 'name/given': 'Niamh', 'custom/shoe': 'Oxford' } }]);
  await book.team.set('fieldDefinitions', 'shoe', { label: 'Shoe last', type: 'text', deletedAt });
  render(() => <InBook book={book} actor={actor}><FieldsSection /><ToastHost /><ConfirmHost /></InBook>);
  return book;
}

it('a field hidden for 30 days is asked about, with how many values would go; they go only after a yes', async () => {
  const book = await hiddenSince('2026-10-20T09:00:00.000Z');
  const question = (await screen.findByText('“Shoe last” has been hidden for 30 days. May it go?')).closest('[role="status"]')!;
  expect(question.textContent).toContain('1 customer has a value in it');
  fireEvent.click(screen.getAllByRole('button', { name: 'Delete for good' })[0]!);
  const dialog = await screen.findByRole('dialog');
  expect(book.performed).toHaveLength(0);
  fireEvent.click([...dialog.querySelectorAll('button')].find((button) => button.textContent.includes('Delete for good'))!);
  await waitFor(() => { expect(book.performed[0]?.edits).toEqual([{ id: 'niamh', fields: { 'custom/shoe': null } }]); });
  await waitFor(() => { expect(screen.queryByText(/May it go/)).toBeNull(); });
});

it('one hidden since yesterday is not', async () => {
  await hiddenSince('2026-11-21T09:00:00.000Z');
  await screen.findByText(/hidden since/);
  expect(screen.queryByText(/May it go/)).toBeNull();
});
