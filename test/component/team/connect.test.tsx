import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { err, ok, type Result } from '../../../src/lib/result';
import type { Team, TeamError, TeamState } from '../../../src/replica/team';
import { useLocale } from '../../../src/ui/i18n';
import { aTeam, openTeamPage } from '../../support/team-screen';

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(cleanup);

const panel = (name = 'Connect by code') => within(screen.getByRole('region', { name }));
const REACHED: TeamState['meetingPoints'] = [{ url: 'wss://book.example', state: 'open' }];

/** The page of a team whose readings of codes answer in turn. */
async function open(state: Partial<TeamState>, readings: readonly Result<void, TeamError>[] = []) {
  const asked: string[] = [], left = [...readings];
  const opened = await openTeamPage(aTeam([], state), {
    readCode: (text) => { asked.push(text); return Promise.resolve(left.shift() ?? ok(undefined)); },
  });
  return { ...opened, asked };
}

const enter = (on: ReturnType<typeof panel>, label: string, text: string) => {
  fireEvent.input(on.getByRole('textbox', { name: label }), { target: { value: text } });
  fireEvent.click(on.getByRole('button', { name: 'Use code' }));
};

describe('connecting two devices by codes', () => {
  it('begins with a press, on any role, and shows a code as picture and text', async () => {
    const { team } = await openTeamPage(aTeam([], { self: { id: 'till', role: 'fairHelper' } }), { connect: () => { team.show({ connect: { kind: 'offering', code: 'UgOFFER' } }); return Promise.resolve(ok(undefined)); } });
    fireEvent.click(screen.getByRole('button', { name: 'Connect by code' }));
    await waitFor(() => { expect(panel().getByRole<HTMLInputElement>('textbox', { name: 'Code of this device' }).value).toBe('UgOFFER'); });
    expect(panel().getByRole('img', { name: 'The code as a picture to scan' })).toBeTruthy();
    expect(panel().getAllByRole('listitem')).toHaveLength(3);
  });

  it('what was pasted stays, with what is wrong with it, until it has been taken', async () => {
    const { asked } = await open({ connect: { kind: 'offering', code: 'UgOFFER' } }, [err({ kind: 'no-code' }), err({ kind: 'own-code' }), ok(undefined)]);
    fireEvent.click(panel().getByRole('button', { name: 'Use code' }));
    expect(panel().getByText('Scan or paste the code first.')).toBeTruthy();
    enter(panel(), 'Code of the other device', 'hello');
    await panel().findByText(/no whole code in this/);
    const box = panel().getByRole<HTMLInputElement>('textbox', { name: 'Code of the other device' });
    expect(box.value).toBe('hello');
    enter(panel(), 'Code of the other device', 'UgOFFER');
    await panel().findByText(/code of this device itself/);
    enter(panel(), 'Code of the other device', 'UgTHEIRS');
    await waitFor(() => { expect(box.value).toBe(''); });
    expect(asked).toEqual(['hello', 'UgOFFER', 'UgTHEIRS']);
  });

  it('goes by its states, each with what to do next', async () => {
    const begun: number[] = [];
    const { team } = await openTeamPage(aTeam([], { connect: { kind: 'answering', code: 'UgANSWER' } }), { connect: () => { begun.push(1); return Promise.resolve(ok(undefined)); } });
    expect(panel().getByRole<HTMLInputElement>('textbox', { name: 'Answer of this device' }).value).toBe('UgANSWER');
    expect(panel().getByRole('status').textContent).toMatch(/let the other device read this answer/);
    fireEvent.click(panel().getByRole('button', { name: 'New code' }));
    expect(begun).toHaveLength(1);
    team.show({ connect: { kind: 'connecting' } });
    expect(panel().getByRole('progressbar', { name: 'Connecting' })).toBeTruthy();
    team.show({ connect: { kind: 'connected', deviceName: 'Fair tablet' } });
    expect(panel().getByRole('status').textContent).toMatch(/^Connected with Fair tablet\./);
    team.show({ connect: undefined });
    expect(screen.queryByRole('region', { name: 'Connect by code' })).toBeNull();
  });

  it('is brought into sight, where another panel stands above it', async () => {
    const scrolled: Element[] = [];
    Element.prototype.scrollIntoView = function () { scrolled.push(this); };
    onTestFinished(() => { Reflect.deleteProperty(Element.prototype, 'scrollIntoView'); });
    const { team } = await openTeamPage(aTeam([], { invite: { kind: 'waiting', link: 'x', expiresAt: Date.now() + 600_000, isDirect: false } }), {});
    scrolled.length = 0;
    team.show({ connect: { kind: 'offering', code: 'UgOFFER' } });
    expect(scrolled.map((element) => element.querySelector('h2')?.textContent)).toEqual(['Connect by code']);
  });

  it('closed by the keyboard, gives the focus back to the button it was asked with', async () => {
    const { team } = await openTeamPage(aTeam([], {}), {
      connect: () => { team.show({ connect: { kind: 'offering', code: 'UgOFFER' } }); return Promise.resolve(ok(undefined)); },
      cancelConnect: () => { team.show({ connect: undefined }); return Promise.resolve(); },
    });
    const button = screen.getByRole('button', { name: 'Connect by code' });
    button.focus();
    fireEvent.click(button);
    const close = await screen.findByRole('button', { name: 'Close' });
    close.focus();
    fireEvent.click(close);
    await waitFor(() => { expect(screen.queryByRole('region', { name: 'Connect by code' })).toBeNull(); });
    expect(document.activeElement).toBe(button);
  });

  it.each([['unreachable', /did not reach each other.*guest networks.*sync file/], ['wrong-team', /not in your team/], ['other-version', /Update both/]] as const)('that it came to nothing is said in its own words (%s)', async (kind, said) => {
    await open({ connect: { kind: 'ended', error: kind === 'other-version' ? { kind, theirs: 9 } : { kind } } });
    expect(panel().getByRole('alert').textContent).toMatch(said);
    expect(panel().getByRole('button', { name: 'New code' })).toBeTruthy();
  });
});

describe('an invitation without a server', () => {
  const wishes = async (meetingPoints: TeamState['meetingPoints']) => {
    const asked: Parameters<Team['invite']>[0][] = [];
    const { team } = await openTeamPage(aTeam([], { meetingPoints }), { invite: (wish) => {
      asked.push(wish);
      team.show({ invite: { kind: 'waiting', link: `https://book.example/#/join/${String(asked.length)}`, expiresAt: Date.now() + 600_000, isDirect: wish.isDirect ?? false } });
      return Promise.resolve(ok(undefined));
    } });
    fireEvent.click(screen.getByRole('button', { name: 'Invite a device' }));
    await screen.findByRole('textbox', { name: 'Invite link' });
    return asked;
  };

  it('is what is made where no meeting point is reached, and can be had anyway', async () => {
    expect(await wishes([{ url: 'wss://book.example', state: 'closed' }])).toEqual([{ role: 'staff', isDirect: true }]);
    cleanup();
    const asked = await wishes(REACHED);
    expect(asked).toEqual([{ role: 'staff', isDirect: false }]);
    expect(panel('Invite a device').queryByRole('textbox', { name: 'Answer of the new device' })).toBeNull();
    fireEvent.click(panel('Invite a device').getByRole('switch', { name: 'Without a server' }));
    await panel('Invite a device').findByRole('textbox', { name: 'Answer of the new device' });
    expect(asked.at(-1)).toEqual({ role: 'staff', isDirect: true });
  });

  it('reads the answer of the new device, and says what is wrong with it', async () => {
    const { asked } = await open({ invite: { kind: 'waiting', link: 'https://book.example/#/join/x', expiresAt: Date.now() + 600_000, isDirect: true } }, [err({ kind: 'other-offer' })]);
    const invite = panel('Invite a device');
    expect(invite.getAllByRole('listitem')).toHaveLength(3);
    enter(invite, 'Answer of the new device', 'UgOLD');
    await invite.findByText(/answers another code/);
    expect(asked).toEqual(['UgOLD']);
  });

  it('shows its answer on the new device, and says why it came to nothing', async () => {
    const { team } = await openTeamPage({ join: { kind: 'answering', code: 'UgANSWER' } });
    const join = within(screen.getByRole('region', { name: 'Join a team' }));
    expect(join.getByRole<HTMLInputElement>('textbox', { name: 'Answer of this device' }).value).toBe('UgANSWER');
    team.show({ join: { kind: 'ended', error: { kind: 'unreachable' } } });
    expect((await join.findByRole('alert')).textContent).toMatch(/guest networks/);
    team.show({ join: { kind: 'connecting' } });
    team.show({ join: { kind: 'ended', error: { kind: 'unreachable' } } });
    expect((await join.findByRole('alert')).textContent).toMatch(/device that invited you/);
  });
});
