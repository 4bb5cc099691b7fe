import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../src/domain/team';
import { ok } from '../../../src/lib/result';
import { useLocale } from '../../../src/ui/i18n';
import { aDevice, aTeam, openTeamPage } from '../../support/team-screen';

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); });

const done = () => Promise.resolve(ok(undefined));
async function menuOf(device: string) {
  fireEvent.click(screen.getByRole('button', { name: `More: ${device}` }));
  return within(await screen.findByRole('menu'));
}
const ben = aDevice({ id: 'fair', name: 'Fair tablet', person: 'Ben', role: 'staff' });

describe('the role of a device', () => {
  async function openRoles(by: Role) {
    const given: [string, Role][] = [];
    const { team } = await openTeamPage(aTeam([ben, aDevice({ id: 'office', name: 'Office laptop', person: 'Cleo', role: 'owner' })], { self: { id: 'till', role: by } }), { setRole: (id, role) => { given.push([id, role]); return done(); } });
    return { team, given };
  }

  it('is changed by an owner, who is told what a role is and is not', async () => {
    const { given } = await openRoles('owner');
    fireEvent.keyDown((await menuOf('Fair tablet')).getByRole('menuitem', { name: 'Change role' }), { key: 'Enter' });
    const dialog = within(await screen.findByRole('dialog', { name: 'Role of “Fair tablet”' }));
    expect(dialog.getAllByRole<HTMLInputElement>('radio').map((radio) => [radio.value, radio.checked])).toEqual([['owner', false], ['manager', false], ['staff', true], ['fairHelper', false], ['auditor', false]]);
    expect(dialog.getByText(/only encryption protects/)).toBeTruthy();
    fireEvent.click(dialog.getByRole('radio', { name: 'Fair helper' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Change role' }));
    await screen.findByText('Fair tablet: Fair helper from now on.');
    expect(given).toEqual([['fair', 'fairHelper']]);
  });

  it('is not given beyond the own one: a manager makes no owners and leaves them alone', async () => {
    await openRoles('manager');
    expect(screen.queryByRole('button', { name: 'More: Office laptop' })).toBeNull();
    fireEvent.keyDown((await menuOf('Fair tablet')).getByRole('menuitem', { name: 'Change role' }), { key: 'Enter' });
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByRole('radio', { name: 'Owner' })).toBeNull();
    expect(dialog.getByRole('radio', { name: 'Manager' })).toBeTruthy();
  });

  it('is nothing that staff or the device itself can change', async () => {
    await openRoles('staff');
    expect(screen.queryByRole('button', { name: 'More: Fair tablet' })).toBeNull();
    cleanup();
    await openRoles('owner');
    expect((await menuOf('Till')).queryByRole('menuitem', { name: 'Change role' })).toBeNull();
  });
});

describe('meeting points', () => {
  const points = [{ url: 'wss://book.example.com/meeting-point', state: 'open' as const }, { url: 'wss://second.example.com/meeting-point', state: 'closed' as const }];
  const section = () => within(screen.getByRole('region', { name: 'Meeting points' }));
  async function open(by: Role) {
    const kept: (readonly string[])[] = [];
    const opened = await openTeamPage(aTeam([], { self: { id: 'till', role: by }, meetingPoints: points }), { setMeetingPoints: (urls) => { kept.push(urls); return done(); } });
    return { ...opened, kept };
  }

  it('say in words which one is reached', async () => {
    await open('staff');
    expect(section().getAllByRole('listitem').map((item) => item.textContent)).toEqual(['wss://book.example.com/meeting-point · reached', 'wss://second.example.com/meeting-point · not reached']);
    expect(section().queryByRole('button')).toBeNull();
    expect(section().getByText(/Owners and managers can change them/)).toBeTruthy();
  });

  it('are added by address, and a wrong address is told before anything is stored', async () => {
    const { kept } = await open('owner');
    fireEvent.click(section().getByRole('button', { name: 'Change' }));
    const box = section().getByRole('textbox', { name: 'Address of a meeting point' });
    const add = (text: string) => {
      fireEvent.input(box, { target: { value: text } });
      fireEvent.click(section().getByRole('button', { name: 'Add' }));
    };
    add('not an address');
    expect(section().getByText(/This is no address/)).toBeTruthy();
    add('http://shop.example.com');
    expect(section().getByText(/Without HTTPS/)).toBeTruthy();
    add('book.example.com');
    expect(section().getByText(/in the list already/)).toBeTruthy();
    expect(kept).toEqual([]);
    add('third.example.com');
    await waitFor(() => { expect(kept).toEqual([[...points.map(({ url }) => url), 'wss://third.example.com/meeting-point']]); });
  });

  it('are taken out, or all given up for the address the app came from', async () => {
    const { kept, book } = await open('manager');
    await book.team.set('settings', 'meetingPoints', points.map(({ url }) => url));
    fireEvent.click(section().getByRole('button', { name: 'Change' }));
    fireEvent.click(section().getByRole('button', { name: 'Remove wss://second.example.com/meeting-point' }));
    await waitFor(() => { expect(kept).toEqual([[points[0]!.url]]); });
    fireEvent.click(section().getByRole('button', { name: 'Only the address from which the app came' }));
    await waitFor(() => { expect(kept.at(-1)).toEqual([]); });
  });
});

describe('what keeps changes from passing', () => {
  const refusing = (reason: string) => aDevice({ id: 'fair', name: 'Fair tablet', isLinked: false, sync: { kind: 'refused', reason } });

  it('two versions: which device, and to update both', async () => {
    await openTeamPage(aTeam([refusing('other-version/2')], { summary: { kind: 'problem', detail: 'other-version' } }));
    expect(screen.getByRole('alert').textContent).toMatch(/Fair tablet: another version of Regulars.*both are up to date/);
  });

  it('a device that refuses: in its line, why and what to do', async () => {
    await openTeamPage(aTeam([refusing('removed')], { summary: { kind: 'problem', detail: 'refused' } }));
    expect(screen.getByText('Refuses to talk to this device')).toBeDefined();
    expect(screen.getByText(/have it invited again/)).toBeDefined();
  });

  it('keys that cannot be read are no lack of a team', async () => {
    await openTeamPage({ summary: { kind: 'problem', detail: 'storage' } });
    expect(screen.getByRole('alert').textContent).toMatch(/cannot be read or written/);
  });
});
