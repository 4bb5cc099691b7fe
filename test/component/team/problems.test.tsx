import { cleanup, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import TeamPage from '../../../src/features/team/TeamPage';
import { SyncState } from '../../../src/app/SyncState';
import type { PeerSync, TeamDevice, TeamState } from '../../../src/replica/team';
import { ToastHost } from '../../../src/ui/Toast';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';
import { InBook, teamDouble } from '../../support/in-book';
import { aDevice, aTeam, openTeamPage } from '../../support/team-screen';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
const device = (id: string, sync: PeerSync): TeamDevice => ({ id, name: id, person: 'Ben', role: 'staff', isSelf: id === 'Till', isLinked: false, lastSeen: undefined, removedAt: undefined, sync });

function show(sync: PeerSync, summary: TeamState['summary']) {
  const team = teamDouble({ team: { id: 't', name: 'Quay Street' }, self: { id: 'Till', role: 'owner' }, devices: [device('Till', { kind: 'unknown' }), device('Fair', sync)], summary });
  render(() => <InBook book={createBookDouble()} actor={actor} team={team}><SyncState /><TeamPage onJoined={() => undefined} saveForm={() => null} /><ToastHost /></InBook>);
  return { row: screen.getAllByRole('listitem').find((item) => item.textContent.startsWith('Fair'))!.textContent, chip: screen.getByRole('status', { name: 'Sync state' }).textContent };
}

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(cleanup);

describe('what the Team page says when devices do not come together', () => {
  it.each(['other-version 2', 'other-version:9'])('another version is named, with what to do (%s)', (reason) => {
    const { row, chip } = show({ kind: 'refused', reason }, { kind: 'problem', detail: 'other-version' });
    expect(chip).toBe('Sync problem');
    expect(screen.getByRole('alert').textContent).toMatch(/Fair: another version of Regulars.*both are up to date/);
    expect(row).toMatch(/Runs another version of Regulars.*Update Regulars on both devices/);
  });

  it.each([['not-allowed', /not taken.*role/], ['clock-jump', /put aside.*Settings/], ['malformed', /put aside/], ['stranger', /Refuses to talk/]] as const)('a refusal says why (%s)', (reason, said) => {
    expect(show({ kind: 'refused', reason }, { kind: 'problem', detail: 'refused' }).row).toMatch(said);
  });

  it('a clock that is off stands with its device, and which way', async () => {
    const day = 86_400_000;
    await openTeamPage(aTeam([aDevice({ id: 'fair', name: 'Fair', clockAhead: 3 * day }), aDevice({ id: 'van', name: 'Van', clockAhead: -2 * day }), aDevice({ id: 'cellar', name: 'Cellar' })]));
    const said = ['Fair', 'Van', 'Cellar'].map((name) => /Its clock is .*?\./.exec(screen.getAllByRole('listitem').find((item) => item.textContent.startsWith(name))!.textContent)?.[0]);
    expect(said).toEqual(['Its clock is 3 days ahead of this device’s.', 'Its clock is 2 days behind this device’s.', undefined]);
  });

  it('nothing is said while all is well', () => {
    show({ kind: 'same', at: actor.now() }, { kind: 'same', devices: 1 });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
