import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Banners } from '../../../src/app/Banners';
import { InBook, teamDouble } from '../../support/in-book';
import { aDevice, aTeam } from '../../support/team-screen';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
const quota = { kind: 'quota' } as const;

function showBanners() {
  const book = createBookDouble();
  const [needsRefresh, setNeedsRefresh] = createSignal(false);
  const refresh = vi.fn();
  render(() => <InBook book={book} actor={actor}><Banners update={{ needsRefresh, refresh }} /></InBook>);
  return { book, setNeedsRefresh, refresh };
}

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); vi.restoreAllMocks(); });

describe('what the shell says about the book', () => {
  it('is nothing while all is well', () => {
    showBanners();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('a full disk: how many changes are not stored, why, and two ways out', () => {
    const { book } = showBanners();
    const retry = vi.spyOn(book, 'retry');
    book.setSaveState({ kind: 'failed', error: quota, unsaved: 3 });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('3 changes are not stored');
    expect(alert.textContent).toContain('no room left');
    expect(screen.getByRole('button', { name: 'Save a rescue file' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
    book.setSaveState({ kind: 'saved' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('another window that does not answer: what is kept, what to do, and two ways out', () => {
    const { book } = showBanners();
    const retry = vi.spyOn(book, 'retry');
    book.setSaveState({ kind: 'failed', error: { kind: 'no-answer' }, unsaved: 2 });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('Another window is not answering');
    expect(alert.textContent).toContain('2 changes are waiting for it and kept here.');
    expect(alert.textContent).toContain('Close it: this window then stores by itself.');
    expect(screen.getByRole('button', { name: 'Save a rescue file' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
    book.setSaveState({ kind: 'saved' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('one change that is not stored is one change', () => {
    const { book } = showBanners();
    book.setSaveState({ kind: 'failed', error: quota, unsaved: 1 });
    expect(screen.getByRole('alert').textContent).toContain('1 change is not stored');
  });

  it('a book that cannot be read is not called unsaved', () => {
    const { book } = showBanners();
    book.setStatus({ kind: 'failed', error: { kind: 'connection-lost', detail: 'closed' } });
    expect(screen.getByRole('alert').textContent).toContain('The book cannot be read right now');
  });

  it('a lost connection: that typing goes on meanwhile', () => {
    const { book } = showBanners();
    book.setStatus({ kind: 'reconnecting' });
    expect(screen.getByRole('status').textContent).toContain('What you type is kept here meanwhile.');
    book.setStatus({ kind: 'ready', role: 'leader' });
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('a book of a newer version can be read, and starts that version when asked', () => {
    const { book, refresh, setNeedsRefresh } = showBanners();
    book.setStatus({ kind: 'newer-schema' });
    setNeedsRefresh(true);
    // One banner: the newer version is what both are about.
    expect(screen.getAllByRole('status').length).toBe(1);
    expect(screen.getByRole('status').textContent).toContain('You can read everything.');
    fireEvent.click(screen.getByRole('button', { name: 'Restart now' }));
    expect(refresh).toHaveBeenCalledOnce();
  });

  it('a new version waits until it is asked for, and can be put off', () => {
    const { refresh, setNeedsRefresh } = showBanners();
    setNeedsRefresh(true);
    expect(screen.getByRole('status').textContent).toContain('A new version is ready');
    expect(refresh).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('at most two things at once, the gravest first', () => {
    const { book, setNeedsRefresh } = showBanners();
    book.remote([{ id: 'cus_sample', fields: { 'name/given': 'Invented', sample: true } }]);
    setNeedsRefresh(true);
    book.setSaveState({ kind: 'failed', error: quota, unsaved: 2 });
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent).join()).toContain('A new version is ready');
    expect(screen.queryByText('You are looking at invented customers')).toBeNull();
  });
});

describe('what the shell says about clocks', () => {
  const HOUR = 3_600_000;
  const open = (...ahead: readonly (number | undefined)[]) => {
    const devices = ahead.map((clockAhead, i) => aDevice({ id: `d${String(i)}`, name: ['Fair', 'Van', 'Cellar'][i]!, clockAhead }));
    render(() => <InBook book={createBookDouble()} actor={actor} team={teamDouble(aTeam(devices))}><Banners update={{ needsRefresh: () => false, refresh: () => undefined }} /></InBook>);
    return screen.queryByRole('status')?.textContent ?? '';
  };

  it.each([
    ['nobody is off', [undefined, undefined], /^$/],
    ['most agree that it is this one, which is behind', [26 * HOUR, 26 * HOUR + 60_000, undefined], /The clock of this device is 26 hours behind.*“automatic”/],
    ['both others agree that it is this one, which is ahead', [-3 * HOUR, -3 * HOUR], /The clock of this device is 3 hours ahead/],
    ['there are two devices, and one is off', [-3 * HOUR], /The clocks of this device and of Fair are 3 hours apart/],
    ['one of two colleagues is off: that is no matter of this device', [3 * HOUR, undefined], /^$/],
    ['colleagues are off in different ways', [3 * HOUR, -3 * HOUR], /^$/],
  ] as const)('%s', (_, ahead, said) => {
    expect(open(...ahead)).toMatch(said);
  });
});
