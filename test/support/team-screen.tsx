/** The Team page of a device in a team of its own making, and what a test says of its people. */
import { render, screen } from '@solidjs/testing-library';
import TeamPage, { type TeamPageProps } from '../../src/features/team/TeamPage';
import type { Team, TeamDevice, TeamState } from '../../src/replica/team';
import { ToastHost } from '../../src/ui/Toast';
import { ConfirmHost } from '../../src/ui/confirm';
import { createBookDouble } from './book-double';
import { InBook, teamDouble } from './in-book';

export const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };

export const aDevice = (given: Partial<TeamDevice> & { readonly id: string }): TeamDevice => ({
  name: given.id, person: 'Ben', role: 'staff', isSelf: false, isLinked: true, lastSeen: actor.now(), removedAt: undefined, sync: { kind: 'same', at: actor.now() }, ...given,
});

/** Aoife's till, as an owner, and whoever else is given. */
export function aTeam(others: readonly TeamDevice[] = [], given: Partial<TeamState> = {}): Partial<TeamState> {
  const role = given.self?.role ?? 'owner';
  return {
    team: { id: 't', name: 'Quay Street Wines' }, self: { id: 'till', role }, summary: { kind: 'offline', onlyHere: 0 },
    devices: [aDevice({ id: 'till', name: 'Till', person: 'Aoife', role, isSelf: true }), ...others], ...given,
  };
}

/** `deeds`: what the team does when asked. */
export async function openTeamPage(state: Partial<TeamState>, deeds: Partial<Team> = {}, props: Partial<TeamPageProps> = {}, book = createBookDouble()) {
  const team = Object.assign(teamDouble(state), deeds);
  render(() => <InBook book={book} actor={actor} team={team}><TeamPage onJoined={() => undefined} saveForm={(onSaved) => <button type="button" onClick={() => { onSaved(); }}>Everything as ZIP</button>} {...props} /><ToastHost /><ConfirmHost /></InBook>);
  await screen.findByRole('heading', { name: 'Team' });
  return { book, team };
}
