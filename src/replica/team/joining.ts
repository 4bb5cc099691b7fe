/** Coming into a team by an invitation: find the inviting device, compare digits, and keep what it gives before it is told so. */
import { err, ok, type Result } from '../../lib/result';
import { directCodeText } from '../link/direct-code';
import type { FramedChannel } from '../link/framing';
import { channelOf, joinRendezvous } from '../link/rendezvous';
import { createSealedSignaling } from '../link/sealed-signaling';
import { SCHEMA, TEAM_ID } from '../documents/schema';
import type { JoinState, TeamError } from '../team';
import type { DeviceIdentity } from './device-keys';
import { deriveInviteKeys, seemsExpired, type Invitation } from './invite';
import { pairAsJoiner, type Joined } from './pairing-joiner';
import { createTalk } from './pairing-talk';
import { memberOf } from './roster';
import { secretsFrom } from './team-deeds';
import { saveTeamSecrets, type TeamSecrets } from './team-secrets';
import type { TeamPorts } from './team-ports';

export interface JoiningOptions {
  readonly ports: TeamPorts;
  readonly self: DeviceIdentity;
  readonly invitation: Invitation;
  /** Came with the invitation: it is answered, and no server asked. */
  readonly offer?: Uint8Array | undefined;
  readonly yourName: string;
  readonly deviceName: string;
  /** The book that is here makes room for the team's. */
  readonly isApart?: boolean;
  readonly signal: AbortSignal;
  readonly onState: (state: JoinState) => void;
  /** How long the inviting device is looked for. */
  readonly findMs?: number;
}

/** Both people walk to their devices in this time. */
const FIND_MS = 60_000;

export interface JoinedTeam {
  readonly secrets: TeamSecrets;
  /** To the inviting device, to be a link from now on; undefined where devices find each other by a meeting point. */
  readonly channel: FramedChannel | undefined;
}

export async function joinTeam(options: JoiningOptions): Promise<Result<JoinedTeam, TeamError>> {
  const { ports, self, invitation, offer, yourName, deviceName, isApart = false, signal, onState } = options;
  const reached = await (offer ? answerOffer(options, offer) : meet(options));
  if (!reached.ok) return err(signal.aborted ? { kind: 'declined' } : reached.error);
  const channel = reached.value;
  const talk = createTalk(channel, (ms, then) => ports.clock.after(ms, then), signal);
  const joined = await pairAsJoiner(talk, {
    invitation, self, deviceName, person: yourName,
    onCompare: ({ code, teamName }) => { onState({ kind: 'compare', code, teamName }); },
    store: async (welcomed) => {
      const kept = await keep(ports, invitation, welcomed, isApart);
      // What comes once the other side has been told is for the link.
      if (kept.ok && offer) channel.pause();
      return kept;
    },
  });
  if (!joined.ok) return joined;
  talk.release();
  return ok({ secrets: secretsFrom(joined.value), channel: offer ? channel : undefined });
}

async function meet({ ports, invitation, signal, findMs = FIND_MS }: JoiningOptions): Promise<Result<FramedChannel, TeamError>> {
  const { room, sealingKey } = await deriveInviteKeys(invitation);
  const meeting = ports.openMeetingPoints([...new Set([...invitation.meetingPoints, ...ports.ownMeetingPoints])]);
  try {
    const channel = await joinRendezvous({ signaling: createSealedSignaling(meeting, sealingKey), room, connector: ports.connector }, findMs, signal);
    return channel ? ok(channel) : err({ kind: seemsExpired(invitation, ports.clock.now()) ? 'expired-invite' : 'unreachable' });
  } finally {
    meeting.close();
  }
}

async function answerOffer({ ports, signal, onState }: JoiningOptions, offer: Uint8Array): Promise<Result<FramedChannel, TeamError>> {
  const answer = await ports.direct.answer(offer);
  if (!answer.ok) return answer;
  signal.addEventListener('abort', answer.value.cancel);
  onState({ kind: 'answering', code: directCodeText(answer.value.code) });
  const opened = await answer.value.opened;
  signal.removeEventListener('abort', answer.value.cancel);
  return opened.ok ? ok(channelOf(opened.value)) : opened;
}

/** The document first: without it the secrets would name a team that this device knows nothing of. */
async function keep({ book, storage }: TeamPorts, invitation: Invitation, joined: Joined, isApart: boolean): Promise<Result<void, TeamError>> {
  // Nothing before this has changed anything here: whoever cancels, or is not let in, still has the book.
  if (isApart) {
    const destroyed = await book.destroy();
    if (!destroyed.ok) return err({ kind: 'storage', detail: destroyed.error.kind });
  }
  const from = { device: invitation.inviter, role: memberOf(joined.roster, invitation.inviter)?.role ?? 'auditor', schema: SCHEMA };
  book.sync.setPolicy({ mayWrite: (_from, id) => id === TEAM_ID });
  const merged = await book.sync.merge([{ id: TEAM_ID, kind: 'whole', bytes: joined.welcome.document }], from);
  if (!merged.ok) return err({ kind: 'storage', detail: merged.error.kind });
  if (merged.value.length > 0) return err({ kind: 'storage', detail: merged.value[0]!.reason });
  const saved = await saveTeamSecrets(storage, secretsFrom(joined));
  return saved.ok ? ok(undefined) : err({ kind: 'storage', detail: saved.error.kind });
}
