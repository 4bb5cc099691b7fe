import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syncFileName } from '../../../src/features/team/sync-files';
import type { TeamError } from '../../../src/replica/team';
import { err, ok } from '../../../src/lib/result';
import { useLocale } from '../../../src/ui/i18n';
import { aTeam, openTeamPage } from '../../support/team-screen';

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); vi.restoreAllMocks(); });

const aFile = (name = 'sync.regulars-sync') => new File([new Uint8Array([1, 2, 3])], name);
const panel = () => screen.getByRole('region', { name: 'Sync by file' });
function drop(on: Element, files: readonly File[]): Event {
  const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: { types: ['Files'], files } });
  on.dispatchEvent(event);
  return event;
}

describe('changes by file', () => {
  it('a saved file is named after the team and the day', async () => {
    expect(syncFileName('Quay Street Wines', new Date(2026, 10, 2, 23, 50).getTime())).toBe('Quay Street Wines 2026-11-02.regulars-sync');
    expect(syncFileName(' ', new Date(2026, 10, 2).getTime())).toBe('regulars 2026-11-02.regulars-sync');
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:a', revokeObjectURL: () => undefined }));
    const downloads: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) { downloads.push(this.download); });
    await openTeamPage(aTeam(), { writeSyncFile: () => Promise.resolve(ok(new Uint8Array([9]))) });
    fireEvent.click(screen.getByRole('button', { name: 'Sync by file' }));
    fireEvent.click(within(panel()).getByRole('button', { name: 'Save sync file' }));
    await within(panel()).findByText(/is saved/);
    expect(downloads).toEqual(['Quay Street Wines 2026-11-22.regulars-sync']);
  });

  it('one dropped anywhere on the page is brought in, and how much was new is told', async () => {
    const seen: Uint8Array[] = [];
    await openTeamPage(aTeam(), { readSyncFile: (bytes) => { seen.push(bytes); return Promise.resolve(ok({ changed: seen.length === 1 ? 14 : 0 })); } });
    expect(drop(screen.getByRole('heading', { name: 'Team' }), [aFile()]).defaultPrevented).toBe(true);
    await within(panel()).findByText('14 customers were new or changed.');
    expect([...seen[0]!]).toEqual([1, 2, 3]);
    drop(screen.getByRole('heading', { name: 'Team' }), [aFile()]);
    await within(panel()).findByText('Nothing new: this device had all of it already.');
  });

  it.each<[string, TeamError, RegExp]>([
    ['of another team', { kind: 'wrong-team' }, /another team/],
    ['that was cut off on its way', { kind: 'bad-file', detail: 'cut-short' }, /cut short/],
    ['with a broken byte', { kind: 'bad-file', detail: 'damaged' }, /damaged. Nothing was taken/],
    ['that is a list of customers', { kind: 'bad-file', detail: 'not-sync-file' }, /belong to Import/],
    ['of a time without a key', { kind: 'bad-file', detail: 'no-key' }, /no key/],
    ['whose content makes no sense', { kind: 'bad-file', detail: 'content' }, /damaged or no sync file/],
    ['of a newer version', { kind: 'other-version', theirs: 2 }, /another version.*Update both/],
  ])('a file %s is refused in words of its own', async (_, error, says) => {
    await openTeamPage(aTeam(), { readSyncFile: () => Promise.resolve(err(error)) }, { takeSyncFiles: () => [aFile()], arrivals: 1 });
    expect((await within(panel()).findByRole('alert')).textContent).toMatch(says);
  });

  it('a device without a team says what the file needs', async () => {
    await openTeamPage({}, {}, { takeSyncFiles: () => [aFile()], arrivals: 1 });
    await waitFor(() => { expect(screen.getByRole('alert').textContent).toContain('this device is in no team yet'); });
  });

  it('of several files the good ones are taken and the bad one is told', async () => {
    let calls = 0;
    await openTeamPage(aTeam(), { readSyncFile: () => Promise.resolve(++calls === 2 ? err({ kind: 'wrong-team' as const }) : ok({ changed: 1 })) });
    drop(screen.getByRole('heading', { name: 'Team' }), [aFile(), aFile(), aFile()]);
    await within(panel()).findByText('2 customers were new or changed.');
    expect(within(panel()).getByRole('alert').textContent).toContain('another team');
  });
});
