import { cleanup, render, screen } from '@solidjs/testing-library';
import { afterEach, expect, it } from 'vitest';
import type { InviteState } from '../../../src/replica/team';
import { UNKNOWN_TEAM } from '../../../src/replica/team-tabs';
import { useTeamSync } from '../../../src/state/team-sync';
import { createBookDouble } from '../../support/book-double';
import { InBook, teamDouble } from '../../support/in-book';
import { actor } from '../../support/team-screen';

afterEach(cleanup);

it('what the engine has told stays the engine’s: a state that comes again is shown as it was', () => {
  const waiting: InviteState = { kind: 'waiting', link: 'https://book.example/#/team/join/x', expiresAt: 1, isDirect: false };
  const unknown = structuredClone(UNKNOWN_TEAM);
  const team = teamDouble({ ...UNKNOWN_TEAM });
  function Shown() {
    const { state } = useTeamSync();
    return <output>{state.invite?.kind}</output>;
  }
  render(() => <InBook book={createBookDouble()} actor={actor} team={team}><Shown /></InBook>);
  for (const invite of [waiting, { kind: 'compare', code: '123456', deviceName: 'Fair', person: 'Ben' } as const, waiting]) {
    team.show({ invite });
    expect(screen.getByRole('status').textContent).toBe(invite.kind);
  }
  expect(waiting).toEqual({ kind: 'waiting', link: 'https://book.example/#/team/join/x', expiresAt: 1, isDirect: false });
  expect(UNKNOWN_TEAM).toEqual(unknown);
});
