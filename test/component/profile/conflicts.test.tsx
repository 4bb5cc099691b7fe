import { MemoryRouter, Route, createMemoryHistory } from '@solidjs/router';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import ProfilePage from '../../../src/features/profile/ProfilePage';
import type { Change } from '../../../src/domain/entry/entry';
import { ToastHost } from '../../../src/ui/Toast';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';
import { InBook, teamDouble } from '../../support/in-book';
import { stubLayout } from '../../support/stub-layout';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
const change = (id: string, by: string, at: string, after: string): Change => ({ id, kind: 'change', field: 'organization', at, by, device: `${by}'s tablet`, before: 'Old Mill', after, source: { kind: 'staff' } });

beforeAll(async () => {
  stubLayout();
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  await import('../../../src/features/profile/note/note-editor');
});
beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); });

async function open(team = teamDouble()) {
  const book = createBookDouble();
  book.seed([{ id: 'niamh', fields: { 'name/given': 'Niamh', organization: 'New Mill' }, entries: { a: change('a', 'Ben', '2026-11-20T09:00:00Z', 'The Mill'), b: change('b', 'Cleo', '2026-11-25T09:00:00Z', 'New Mill') } }]);
  const history = createMemoryHistory();
  history.set({ value: '/customers/niamh' });
  render(() => <InBook book={book} actor={actor} team={team}><MemoryRouter history={history}><Route path="/customers/:id" component={ProfilePage} /></MemoryRouter><ToastHost /></InBook>);
  await screen.findByRole('heading', { name: 'Niamh' });
  return { book, question: () => screen.queryByRole('region', { name: 'Please look' }) };
}

describe('a field that two devices changed apart', () => {
  it('shows both values; keeping one settles it, even where a colleague\'s clock is ahead', async () => {
    const { question } = await open();
    expect(question()?.textContent).toContain('The Mill');
    fireEvent.click(within(question()!).getByRole('button', { name: 'Keep New Mill' }));
    await waitFor(() => { expect(question()).toBeNull(); });
  });

  it('takes the other value when asked to', async () => {
    const { book, question } = await open();
    fireEvent.click(within(question()!).getByRole('button', { name: 'Take The Mill' }));
    await waitFor(() => { expect(book.rows.get('niamh')?.org).toBe('The Mill'); });
  });
});

it('says who looks at the same customer', async () => {
  const team = teamDouble();
  await open(team);
  team.show({ looking: { niamh: [{ device: 'd', person: 'Ben' }], other: [{ device: 'e', person: 'Cleo' }] } });
  expect(await screen.findByText('Ben is here too')).toBeTruthy();
  expect(screen.queryByText(/Cleo.*here/)).toBeNull();
});
