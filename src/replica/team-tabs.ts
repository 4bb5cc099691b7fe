/**
 * One team in all tabs of a browser: the tab that leads runs it, the others ask that one over a channel. When leadership moves, the
 * next tab opens the team anew from what is stored, and what had been asked is asked again there.
 *
 *   follower  call {method, args} -> leader's Team -> answer
 *   leader    state -> broadcast  -> followers
 */
import type { TabLeader } from './storage/tab-leader';
import type { TabChannel } from './storage/tab-channel';
import type { Team, TeamState } from './team';

export type TeamMethod = Exclude<keyof Team, 'state' | 'onState'>;
const METHODS: readonly TeamMethod[] = ['create', 'invite', 'confirmInvite', 'cancelInvite', 'join', 'cancelJoin', 'connect', 'readCode', 'cancelConnect', 'renameDevice', 'setRole', 'removeDevice', 'leave', 'onlyHere', 'setMeetingPoints', 'writeSyncFile', 'readSyncFile', 'recover', 'look'];

export type TeamRequest = { readonly method: TeamMethod; readonly args: readonly unknown[] } | { readonly method: 'state' };
/** Tabs of other builds have a channel of their own name. */
export const TEAM_TAB_PROTOCOL = 1;
export type TeamChannel = TabChannel<TeamRequest, unknown, TeamState>;
export interface OpenTeam extends Team { close(): void }

/** Before the tab that leads has spoken: nothing is claimed of a team or of the lack of one. */
export const UNKNOWN_TEAM: TeamState = { team: undefined, self: undefined, devices: [], summary: { kind: 'unknown' }, onlyHere: { count: 0, since: undefined }, meetingPoints: [], invite: undefined, join: undefined, connect: undefined, looking: {} };

export interface SharedTeamOptions {
  readonly channel: TeamChannel;
  readonly leader: Pick<TabLeader, 'role' | 'onChange'>;
  /** Opens what is stored of the team; called each time this tab begins to lead. */
  readonly open: () => Promise<OpenTeam>;
}

export function shareTeam({ channel, leader, open }: SharedTeamOptions): OpenTeam {
  const listeners = new Set<(state: TeamState) => void>();
  let state = UNKNOWN_TEAM;
  let stopServing: (() => void) | undefined;
  let serving = 0, closed = false;

  const show = (next: TeamState): void => {
    state = next;
    for (const listener of [...listeners]) listener(next);
  };
  const lead = async (): Promise<void> => {
    const mine = ++serving;
    const team = await open();
    if (closed || mine !== serving) return team.close();
    const stopWatching = team.onState((next) => { show(next); channel.broadcast(next); });
    const stopAnswering = channel.onRequest((request) => (request.method === 'state' ? team.state() : run(team, request.method, request.args)));
    stopServing = () => {
      stopWatching();
      stopAnswering();
      team.close();
    };
    show(team.state());
    channel.broadcast(team.state());
  };
  const stepDown = (): void => {
    serving += 1;
    stopServing?.();
    stopServing = undefined;
  };
  const follow = (): void => {
    // Closed before it was answered: nobody looks any more.
    void channel.request({ method: 'state' }).then((answer) => { if (!stopServing) show(answer as TeamState); }, () => undefined);
  };
  const stopLeading = leader.onChange((role) => {
    if (role === 'leader') void lead();
    else stepDown();
  });
  const stopHearing = channel.onBroadcast((next) => { if (!stopServing) show(next); });
  if (leader.role() === 'leader') void lead();
  else follow();

  const calls = Object.fromEntries(METHODS.map((method) => [method, (...args: readonly unknown[]) => channel.request({ method, args })]));
  return {
    // Each call goes to the method of its name with its own arguments, in this tab or in another.
    ...(calls as unknown as Pick<Team, TeamMethod>),
    state: () => state,
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      stepDown();
      stopLeading();
      stopHearing();
      listeners.clear();
      channel.close();
    },
  };
}

/** The channel is of this build's own tabs (its name says the version), so that names and arguments are what they were there. */
function run(team: Team, method: TeamMethod, args: readonly unknown[]): unknown {
  return (team[method] as (...given: readonly unknown[]) => unknown)(...args);
}
