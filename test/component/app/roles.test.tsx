/** Each place where a role hides or locks something, and that it does so while the screen is open. */
import { cleanup, render, screen, waitFor } from '@solidjs/testing-library';
import type { JSX } from 'solid-js';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Banners } from '../../../src/app/Banners';
import type { Role } from '../../../src/domain/team';
import { FieldsSection } from '../../../src/features/settings/FieldsSection';
import { TrashSection } from '../../../src/features/settings/TrashSection';
import ImportPage from '../../../src/features/import/ImportPage';
import CustomersPage from '../../../src/features/customers/CustomersPage';
import { UNKNOWN_TEAM } from '../../../src/replica/team-tabs';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';
import { InBook, teamDouble } from '../../support/in-book';
import { stubLayout } from '../../support/stub-layout';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
beforeAll(() => { stubLayout(); });
beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); });

const as = (role: Role) => ({ team: { id: 't', name: 'Quay Street Wines' }, self: { id: 'till', role }, summary: { kind: 'offline', onlyHere: 0 } }) as const;

function show(children: () => JSX.Element, role: Role | 'unknown') {
  const book = createBookDouble();
  book.seed([{ id: 'otto', fields: { 'name/given': 'Otto', trashedAt: '2026-11-20T10:00:00.000Z' } }, { id: 'nora', fields: { 'name/given': 'Nora', sample: true } }]);
  const team = teamDouble(role === 'unknown' ? { summary: UNKNOWN_TEAM.summary } : as(role));
  render(() => <InBook book={book} actor={actor} team={team}>{children()}</InBook>);
  return { team };
}
const button = (name: string) => screen.queryByRole('button', { name });

describe('the trash', () => {
  it('is emptied by owners and managers; staff takes back, an auditor only looks', async () => {
    const { team } = show(() => <TrashSection />, 'manager');
    await waitFor(() => { expect(button('Empty the trash')).not.toBeNull(); });
    expect(button('Delete for good')).not.toBeNull();
    team.show(as('staff'));
    await waitFor(() => { expect(button('Empty the trash')).toBeNull(); });
    expect(button('Delete for good')).toBeNull();
    expect(button('Take back')).not.toBeNull();
    expect(screen.getByText(/Owners and managers delete for good/)).toBeTruthy();
    team.show(as('auditor'));
    await waitFor(() => { expect(button('Take back')).toBeNull(); });
  });
  it('is emptied by nobody before the team has been read', async () => {
    const { team } = show(() => <TrashSection />, 'unknown');
    await screen.findByText('Otto');
    expect(button('Empty the trash')).toBeNull();
    team.show({ summary: { kind: 'alone' } });
    await waitFor(() => { expect(button('Empty the trash')).not.toBeNull(); });
  });
});

it('own fields are managed by owners and managers, and staff is told so', async () => {
  const { team } = show(() => <FieldsSection />, 'staff');
  await screen.findByText('Owners and managers change what belongs to the whole team.');
  expect(button('Add a field')).toBeNull();
  team.show(as('owner'));
  await waitFor(() => { expect(button('Add a field')).not.toBeNull(); });
});

it('files are brought in by those who edit; others are told, and what was shared with the app is not taken', async () => {
  let asked = 0;
  const { team } = show(() => <ImportPage takeFiles={() => { asked += 1; return Promise.resolve([]); }} />, 'fairHelper');
  await screen.findByText('Your role does not import');
  expect(asked).toBe(0);
  team.show(as('staff'));
  await waitFor(() => { expect(asked).toBe(1); });
  expect(screen.queryByText('Your role does not import')).toBeNull();
});

it('invented customers are removed by those who may erase', async () => {
  const { team } = show(() => <Banners update={{ needsRefresh: () => false, refresh: () => undefined }} />, 'staff');
  await screen.findByText('Owners and managers remove them.');
  expect(button('Remove sample data')).toBeNull();
  team.show(as('owner'));
  await waitFor(() => { expect(button('Remove sample data')).not.toBeNull(); });
});

it('an auditor has no way to add anybody; a fair helper has, and is told what the role does not do', async () => {
  const page = () => <CustomersPage openId={undefined} onOpen={() => undefined} isAdding={false} onAdding={() => undefined} onImport={() => undefined} onSample={() => undefined} />;
  const { team } = show(page, 'auditor');
  await screen.findByRole('heading', { name: 'Customers' });
  expect(button('New customer')).toBeNull();
  expect(button('Select')).toBeNull();
  team.show(as('fairHelper'));
  await waitFor(() => { expect(screen.queryAllByRole('button', { name: 'New customer' }).length).toBeGreaterThan(0); });
  expect(screen.getByText(/The whole book lies on it all the same/)).toBeTruthy();
});
