/** A founder who invites, and a device that joins, with real keys over channels in memory. */
import type { Role } from '../../src/domain/team';
import { ok, type Result } from '../../src/lib/result';
import type { MessageChannel } from '../../src/replica/link/ports';
import type { InviteState, TeamError } from '../../src/replica/team';
import type { DeviceIdentity } from '../../src/replica/team/device-keys';
import { rotateEpoch, wrapsFor } from '../../src/replica/team/epochs';
import { inviteLink, makeInvitation, type Invitation } from '../../src/replica/team/invite';
import { createInviteDesk, type InviteDesk } from '../../src/replica/team/invite-desk';
import type { Joiner } from '../../src/replica/team/pairing-inviter';
import { pairAsJoiner, type Joined } from '../../src/replica/team/pairing-joiner';
import type { Welcome } from '../../src/replica/team/pairing-messages';
import { createTalk, type After } from '../../src/replica/team/pairing-talk';
import { admitDevice } from '../../src/replica/team/roster-write';
import { aDevice, aTeam, STAMP, type TestTeam } from './team';
import { manualTimers } from './message-channels';

export const NOW = Date.UTC(2026, 2, 1, 9);

export interface InvitingShop {
  readonly team: TestTeam;
  readonly invitation: Invitation;
  readonly desk: InviteDesk;
  readonly states: InviteState[];
  readonly admitted: Joiner[];
  readonly timers: ReturnType<typeof manualTimers>;
  clock: number;
  /** Resolves at the first state of that kind. */
  until(kind: InviteState['kind']): Promise<InviteState>;
}

/** Lets everything run that waits for nothing but other promises and WebCrypto. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** `change`: what is done to a welcome before it is sent. `admission`: instead of letting anybody in. */
export async function anInvitingShop(role: Role = 'staff', change: (welcome: Welcome) => Welcome = (welcome) => welcome, admission?: Result<never, TeamError>): Promise<InvitingShop> {
  const team = await aTeam();
  const { epoch, records } = await rotateEpoch({ signer: team.founder, roster: await team.roster(), highest: 0, at: 'then' });
  const invitation = makeInvitation({ teamId: team.teamId, inviter: team.founder.id, role, meetingPoints: [] }, NOW);
  const states: InviteState[] = [];
  const admitted: Joiner[] = [];
  const waiting = new Set<() => void>();
  const timers = manualTimers();
  const shop = { team, invitation, states, admitted, timers, clock: NOW };
  const desk = createInviteDesk({
    invitation, self: team.founder, teamName: 'Weber Optik', link: inviteLink('http://localhost', invitation), isDirect: false, after: timers.after, now: () => shop.clock,
    onState: (state) => {
      states.push(state);
      for (const look of [...waiting]) look();
    },
    admit: async (joiner) => {
      if (admission) return admission;
      admitted.push(joiner);
      team.add(await admitDevice({ signer: team.founder, roster: await team.roster(), at: STAMP }, joiner.id, joiner, role));
      const wraps = await wrapsFor(epoch, await team.roster(), [joiner.id]);
      const epochRecords = Object.fromEntries([...records, ...wraps].map(({ id, value }) => [id, value]));
      return ok(change({ teamId: team.teamId, epochs: [epoch], devices: team.records(), epochRecords, document: new Uint8Array([1, 2, 3]) }));
    },
  });
  return Object.assign(shop, {
    desk,
    until: (kind: InviteState['kind']) =>
      new Promise<InviteState>((resolve) => {
        const look = (): void => {
          const found = states.find((state) => state.kind === kind);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  });
}

export interface Joining {
  readonly device: DeviceIdentity;
  readonly result: ReturnType<typeof pairAsJoiner>;
  readonly code: Promise<string>;
  readonly stored: Joined[];
  cancel(): void;
}

interface JoinOptions { readonly after?: After; readonly storing?: Result<void, TeamError> }

export async function joinOver(channel: MessageChannel, invitation: Invitation, { after = manualTimers().after, storing = ok(undefined) }: JoinOptions = {}): Promise<Joining> {
  const device = await aDevice();
  const stored: Joined[] = [];
  const cancelling = new AbortController();
  let tellCode: (code: string) => void = () => undefined;
  const code = new Promise<string>((resolve) => (tellCode = resolve));
  const result = pairAsJoiner(createTalk(channel, after, cancelling.signal), {
    invitation, self: device, deviceName: 'New tablet', person: 'Tom',
    onCompare: (shown) => tellCode(`${shown.code} ${shown.teamName}`),
    store: async (joined) => {
      stored.push(joined);
      return storing;
    },
  });
  return { device, result, code, stored, cancel: () => cancelling.abort() };
}
