/**
 * The team's devices and what each of them holds, as Solid sees it. One snapshot from the engine, patched by path: a device
 * that comes into reach reruns the readers of that device alone.
 */
import { createContext, onCleanup, useContext } from 'solid-js';
import type { JSX } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { Team, TeamState } from '../replica/team';

export interface TeamSync {
  /** Tracked by path; never undefined. */
  readonly state: TeamState;
  readonly team: Team;
}

const TeamSyncContext = createContext<TeamSync>();

/** `team` is read once: another book is another provider. */
export function TeamSyncProvider(props: { readonly team: Team; readonly children: JSX.Element }) {
  // eslint-disable-next-line solid/reactivity -- read once on purpose, see above
  const { team } = props;
  const [holder, setHolder] = createStore<{ state: TeamState }>({ state: team.state() });
  onCleanup(team.onState((next) => { setHolder('state', reconcile(next, { key: 'id' })); }));
  const scope: TeamSync = { get state() { return holder.state; }, team };
  return <TeamSyncContext.Provider value={scope}>{props.children}</TeamSyncContext.Provider>;
}

export function useTeamSync(): TeamSync {
  const scope = useContext(TeamSyncContext);
  if (!scope) throw new Error('useTeamSync must be used inside TeamSyncProvider');
  return scope;
}
