import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findDoubles } from '../../../src/features/team/brought-along';
import type { Team } from '../../../src/replica/team';
import { err, ok } from '../../../src/lib/result';
import { useLocale } from '../../../src/ui/i18n';
import { aCustomer } from '../../support/customers';
import { aTeam, openTeamPage } from '../../support/team-screen';

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); vi.restoreAllMocks(); });

const type = (form: HTMLElement, label: string, value: string) => { fireEvent.input(within(form).getByRole('textbox', { name: label }), { target: { value } }); };
const joinForm = () => screen.getByRole('region', { name: 'Join a team' });
const joining = () => within(joinForm());

describe('joining with a book on the device', () => {
  async function open(customers: number) {
    const asked: Parameters<Team['join']>[0][] = [];
    const opened = await openTeamPage({}, { join: (options) => { asked.push(options); return Promise.resolve(ok(undefined)); } });
    opened.book.seed(Array.from({ length: customers }, (_, n) => ({ id: `own-${n}`, fields: aCustomer() })));
    opened.book.remote([]);
    type(joinForm(), 'Invite link', 'https://book.example/#/team/join/x');
    type(joinForm(), 'Your name', 'Ben');
    return { ...opened, asked };
  }

  it('is asked about the customers only where there are any', async () => {
    await open(0);
    expect(joining().queryByRole('radio')).toBeNull();
  });

  it('they come along unless told otherwise, and who they are is kept for the hint', async () => {
    const { asked, book } = await open(2);
    expect(joining().getByRole<HTMLInputElement>('radio', { name: 'Bring its customers along' }).checked).toBe(true);
    fireEvent.click(joining().getByRole('button', { name: 'Join' }));
    await waitFor(() => { expect(asked).toMatchObject([{ isApart: false }]); });
    expect(await book.local.get('team/broughtAlong')).toEqual(['own-0', 'own-1']);
  });

  it('to keep them apart takes a file first, and a newer one after a change', async () => {
    const { asked, book } = await open(1);
    fireEvent.click(joining().getByRole('radio', { name: 'Keep them apart' }));
    fireEvent.click(joining().getByRole('button', { name: 'Join' }));
    expect((await joining().findByRole('alert')).textContent).toBe('Save the file first.');
    fireEvent.click(joining().getByRole('button', { name: 'Everything as ZIP' }));
    await joining().findByText(/^Saved\./);
    book.remote([{ id: 'own-1', fields: aCustomer() }]);
    fireEvent.click(joining().getByRole('button', { name: 'Join' }));
    await joining().findByRole('alert');
    expect(asked).toEqual([]);
    fireEvent.click(joining().getByRole('button', { name: 'Everything as ZIP' }));
    fireEvent.click(joining().getByRole('button', { name: 'Join' }));
    await waitFor(() => { expect(asked).toMatchObject([{ isApart: true }]); });
  });
});

describe('who may be there twice', () => {
  it('is a customer that was brought along, beside the one that was there; not two of the same side', () => {
    const rows = new Map([['own', 'maria@byrne.example'], ['own too', 'maria@byrne.example'], ['theirs', 'maria@byrne.example'], ['other', 'zoe@example.ie']].map(([id, email]) => [id!, { id: id!, name: 'Maria', emails: [email!] }]));
    const doublesOf = (brought: readonly string[]) => {
      const work = findDoubles({ all: () => rows.values(), get: (id) => rows.get(id) }, brought);
      let step = work.next();
      while (!step.done) step = work.next();
      return step.value;
    };
    expect(doublesOf(['own', 'own too', 'gone'])).toEqual([{ own: 'own', theirs: 'theirs' }, { own: 'own too', theirs: 'theirs' }]);
    expect(doublesOf(['other'])).toEqual([]);
  });

  it('is listed on the Team page until somebody is done with it', async () => {
    const { book } = await openTeamPage(aTeam());
    expect(screen.queryByRole('region', { name: 'Possibly twice' })).toBeNull();
    cleanup();
    await book.local.set('team/broughtAlong', ['own']);
    await openTeamPage(aTeam(), {}, {}, book);
    book.remote([{ id: 'own', fields: aCustomer() }, { id: 'theirs', fields: aCustomer() }]);
    const list = within(await screen.findByRole('region', { name: 'Possibly twice' }, { timeout: 2_000 }));
    expect(list.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['#/customers/own', '#/customers/theirs']);
    fireEvent.click(list.getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('region', { name: 'Possibly twice' })).toBeNull();
    expect(await book.local.get('team/broughtAlong')).toBeUndefined();
  });
});

describe('a device that has not read yet whether it is in a team', () => {
  it('offers nothing that would vanish', async () => {
    const { team } = await openTeamPage({ summary: { kind: 'unknown' } });
    expect(screen.queryByRole('button')).toBeNull();
    team.show({ summary: { kind: 'alone' } });
    expect(screen.getByRole('button', { name: 'Create a team' })).toBeTruthy();
  });
});

describe('an invitation that has come to its end', () => {
  it('says why, and the next one is a press away', async () => {
    const asked: string[] = [];
    await openTeamPage(aTeam([], { invite: { kind: 'ended', error: { kind: 'expired-invite' } } }), { invite: ({ role }) => { asked.push(role); return Promise.resolve(ok(undefined)); } });
    const panel = within(screen.getByRole('region', { name: 'Invite a device' }));
    expect(panel.getByRole('alert').textContent).toMatch(/has expired/);
    fireEvent.click(panel.getByRole('button', { name: 'New invitation' }));
    await waitFor(() => { expect(asked).toEqual(['staff']); });
  });
});

describe('the recovery kit', () => {
  it('is a sheet that says whose it is, of what day, and how to use it', async () => {
    const printed = vi.fn();
    vi.stubGlobal('print', printed);
    const { team } = await openTeamPage({}, { create: () => Promise.resolve(ok({ recoveryCode: 'ABCD-EFGH' })) });
    const box = screen.getByRole('region', { name: 'This book is only on this device' }), form = within(box);
    type(box, 'Team name', 'Quay Street Wines');
    type(box, 'Your name', 'Aoife');
    fireEvent.click(form.getByRole('button', { name: 'Create a team' }));
    const kit = within(await screen.findByRole('region', { name: 'Recovery kit' }));
    team.show(aTeam());
    expect(kit.getByText('Team “Quay Street Wines” · Printed on 22 Nov 2026')).toBeTruthy();
    expect(kit.getByLabelText('Recovery code').textContent).toBe('ABCD-EFGH');
    expect(kit.getAllByRole('listitem')).toHaveLength(3);
    fireEvent.click(kit.getByRole('button', { name: 'Print' }));
    expect(printed).toHaveBeenCalledOnce();
  });

  it('brings a device back by its code and a file, and says what is missing or wrong', async () => {
    const asked: Parameters<Team['recover']>[0][] = [];
    const onJoined = vi.fn();
    await openTeamPage({}, { recover: (options) => { asked.push(options); return Promise.resolve(asked.length === 1 ? err({ kind: 'bad-code' as const }) : asked.length === 2 ? err({ kind: 'bad-file' as const, detail: 'damaged' }) : ok(undefined)); } }, { onJoined });
    fireEvent.click(joining().getByRole('button', { name: 'Use the recovery kit' }));
    const box = screen.getByRole('form', { name: 'Use the recovery kit' }), form = within(box);
    fireEvent.click(form.getByRole('button', { name: 'Come back to the team' }));
    expect(form.getByText('Type the code.')).toBeTruthy();
    expect(form.getByText('Choose a sync file.')).toBeTruthy();
    type(box, 'Recovery code', 'abcd efgh');
    type(box, 'Your name', 'Aoife');
    fireEvent.change(form.getByLabelText(/Choose the file/), { target: { files: [new File([new Uint8Array([1])], 'old.regulars-sync')] } });
    expect(form.getByText('old.regulars-sync')).toBeTruthy();
    const go = () => { fireEvent.click(form.getByRole('button', { name: 'Come back to the team' })); };
    go();
    await form.findByText('This code is not right. Check it letter by letter.');
    go();
    await form.findByText(/This file is damaged/);
    go();
    await waitFor(() => { expect(onJoined).toHaveBeenCalledOnce(); });
    expect(asked.at(-1)).toMatchObject({ code: 'abcd efgh', yourName: 'Aoife' });
  });
});

describe('an invitation that is opened on a device of a team', () => {
  it('says that it is for another device, but not to who has just joined by it', async () => {
    const inviteLink = 'https://book.example/#/team/join/x';
    const { team } = await openTeamPage(aTeam(), {}, { inviteLink });
    expect(screen.getByText('This device is in the team “Quay Street Wines” already.')).toBeTruthy();
    team.show({ join: { kind: 'done' } });
    expect(screen.queryByText(/in the team .* already/)).toBeNull();
  });
});
