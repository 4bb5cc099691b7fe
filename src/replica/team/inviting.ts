/**
 * An invitation: its room at the meeting points, and whoever comes through it. It stays a while after it is over, so that who comes too late is
 * told that it was used or has expired, not that nobody could be reached.
 */
import { err, ok, type Result } from '../../lib/result';
import type { Role } from '../../domain/team';
import { directCodeText, type DirectCode } from '../link/direct-code';
import { channelOf, hostRendezvous } from '../link/rendezvous';
import { createSealedSignaling } from '../link/sealed-signaling';
import type { InviteState, TeamError } from '../team';
import { createInviteDesk, type InviteDesk } from './invite-desk';
import { deriveInviteKeys, INVITE_LIFETIME_MS, inviteLink, makeInvitation } from './invite';
import type { Member } from './member';
import type { InviterSide } from './pairing-inviter';
import { admit, welcomeFor } from './team-deeds';
import { readTeamDocument, readTeamRecords, teamNameOf } from './team-document';
import type { MeetingPoints, TeamPorts } from './team-ports';

export interface Inviting {
  readonly desk: InviteDesk;
  /** The new device's code, where the invitation holds an offer. */
  readAnswer(answer: DirectCode): Promise<Result<void, TeamError>>;
  close(): void;
}

export interface InvitingOptions {
  readonly ports: TeamPorts;
  readonly member: Member;
  readonly meeting: MeetingPoints;
  readonly urls: readonly string[];
  readonly role: Role;
  /** The link holds the offer of a connection: no server is needed. */
  readonly isDirect: boolean;
  readonly onState: (state: InviteState) => void;
  readonly onClosed: () => void;
}

/** As long as an invitation lasts: a link is tried again soon, or never. */
const LINGER_MS = INVITE_LIFETIME_MS;

export async function openInvitation({ ports, member, meeting, urls, role, isDirect, onState, onClosed }: InvitingOptions): Promise<Result<Inviting, TeamError>> {
  const { book, clock } = ports;
  const invitation = makeInvitation({ teamId: member.membership().secrets.teamId, inviter: member.self.id, role, meetingPoints: urls }, clock.now());
  const { room, sealingKey } = await deriveInviteKeys(invitation);
  const offered = isDirect ? await ports.direct.offer() : undefined;
  if (offered && !offered.ok) return offered;
  const offer = offered?.value;
  const link = inviteLink(ports.appAddress, invitation);
  const letIn: InviterSide['admit'] = async (joiner) => {
    const admitted = await admit(member.acting(), joiner, role);
    if (!admitted.ok) return admitted;
    const written = await member.write(admitted.value);
    if (!written.ok) return written;
    const document = await readTeamDocument(book);
    return document.ok ? ok(welcomeFor(member.membership(), readTeamRecords(book), document.value)) : document;
  };
  let cancelLinger: (() => void) | undefined;
  const desk = createInviteDesk({
    invitation, link: offer ? `${link}.${directCodeText(offer.code)}` : link, isDirect, self: member.self, teamName: teamNameOf(book), admit: letIn, now: () => clock.now(), after: (ms, then) => clock.after(ms, then),
    onState: (state) => {
      if (isOver(state)) cancelLinger ??= clock.after(LINGER_MS, close);
      onState(state);
    },
  });
  const stop = hostRendezvous({ signaling: createSealedSignaling(meeting, sealingKey), room, connector: ports.connector }, (channel) => { desk.accept(channel); });
  const close = (): void => {
    cancelLinger?.();
    stop();
    offer?.cancel();
    onClosed();
  };
  const readAnswer: Inviting['readAnswer'] = async (answer) => {
    if (!offer || !answer.answers(offer.code)) return err({ kind: 'other-offer' });
    const opened = await offer.finish(answer.bytes);
    if (!opened.ok) {
      // What was offered is used up.
      if (opened.error.kind === 'unreachable') desk.cancel(opened.error);
      return opened;
    }
    const channel = channelOf(opened.value);
    // The room of the team may be out of reach: this connection is the first link.
    desk.accept(channel, () => { void member.links.adopt(channel); });
    return ok(undefined);
  };
  return ok({ desk, readAnswer, close });
}

const isOver = (state: InviteState): boolean => state.kind === 'admitted' || state.kind === 'ended';
