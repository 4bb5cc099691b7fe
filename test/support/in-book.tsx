/** A book and a device without a team around what a component test renders. */
import type { JSX } from 'solid-js';
import type { Actor, Book } from '../../src/replica/book';
import type { Team, TeamState } from '../../src/replica/team';
import { UNKNOWN_TEAM } from '../../src/replica/team-tabs';
import { BookProvider } from '../../src/state/book-context';
import { TeamSyncProvider } from '../../src/state/team-sync';
import { err } from '../../src/lib/result';

export interface TeamDouble extends Team { show(state: Partial<TeamState>): void }

/** A team that shows what it is told to show and does nothing; each method can be replaced. */
export function teamDouble(initial: Partial<TeamState> = {}): TeamDouble {
  const listeners = new Set<(state: TeamState) => void>();
  let state: TeamState = { ...UNKNOWN_TEAM, summary: { kind: 'alone' }, ...initial };
  const none = () => Promise.resolve(err({ kind: 'no-team' as const }));
  const nothing = () => Promise.resolve();
  return {
    state: () => state,
    onState: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
    show: (next) => { state = { ...state, ...next }; for (const listener of listeners) listener(state); },
    create: none, invite: none, confirmInvite: none, cancelInvite: nothing, join: none, cancelJoin: nothing, connect: none, readCode: none, cancelConnect: nothing, renameDevice: none, setRole: none, removeDevice: none, leave: none,
    onlyHere: () => Promise.resolve([]), setMeetingPoints: none, writeSyncFile: none, readSyncFile: none, recover: none, look: () => undefined,
  };
}

export function InBook(props: { readonly book: Book; readonly actor: Actor; readonly team?: Team; readonly children: JSX.Element }) {
  return <BookProvider book={props.book} actor={props.actor}><TeamSyncProvider team={props.team ?? teamDouble()}>{props.children}</TeamSyncProvider></BookProvider>;
}
