/**
 * The team's devices and what each of them holds, as Solid sees it. One snapshot from the engine, patched by path: a device
 * that comes into reach reruns the readers of that device alone.
 */
import { createContext, createMemo, onCleanup, useContext } from 'solid-js';
import type { Accessor, JSX } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { Role } from '../domain/team';
import type { Team, TeamState } from '../replica/team';

export interface TeamSync {
  /** Tracked by path; never undefined. */
  readonly state: TeamState;
  readonly team: Team;
  /** Of this device; undefined where it is in no team. */
  readonly role: Accessor<Role | undefined>;
  /** Whether the team has been read. */
  readonly isKnown: Accessor<boolean>;
}

const TeamSyncContext = createContext<TeamSync>();

/** `team` is read once: another book is another provider. `roleBefore` holds until the team has been read. */
export function TeamSyncProvider(props: { readonly team: Team; readonly roleBefore?: Role | undefined; readonly children: JSX.Element }) {
  // eslint-disable-next-line solid/reactivity -- read once on purpose, see above
  const { team, roleBefore } = props;
  const [holder, setHolder] = createStore<{ state: TeamState }>({ state: structuredClone(team.state()) });
  // Copies: a store patches what it was given, and in the tab that leads that would be the engine's own.
  onCleanup(team.onState((next) => { setHolder('state', reconcile(structuredClone(next), { key: 'id' })); }));
  const isKnown = () => tellsRole(holder.state);
  // Also while a team is there whose keys cannot be read: a role that was kept holds until it is known to have ended.
  const role = createMemo<Role | undefined>((before) => (isKnown() ? holder.state.self?.role : before), roleBefore);
  const scope: TeamSync = { get state() { return holder.state; }, team, role, isKnown };
  return <TeamSyncContext.Provider value={scope}>{props.children}</TeamSyncContext.Provider>;
}

/** Whether the state says which role this device has, or that it has none. */
export const tellsRole = ({ self, summary }: Pick<TeamState, 'self' | 'summary'>): boolean =>
  self !== undefined || summary.kind === 'alone' || (summary.kind === 'problem' && summary.detail === 'removed');

export function useTeamSync(): TeamSync {
  const scope = useContext(TeamSyncContext);
  if (!scope) throw new Error('useTeamSync must be used inside TeamSyncProvider');
  return scope;
}
