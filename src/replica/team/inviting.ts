/** An open invitation: its room at the meeting points, and whoever comes through it, until it is over. */
import { ok } from '../../lib/result';
import type { Role } from '../../domain/team';
import { hostRendezvous } from '../link/rendezvous';
import { createSealedSignaling } from '../link/sealed-signaling';
import type { InviteState } from '../team';
import { createInviteDesk, type InviteDesk } from './invite-desk';
import { deriveInviteKeys, inviteLink, makeInvitation } from './invite';
import type { Member } from './member';
import type { InviterSide } from './pairing-inviter';
import { admit, welcomeFor } from './team-deeds';
import { readTeamDocument, readTeamRecords, teamNameOf } from './team-document';
import type { MeetingPoints, TeamPorts } from './team-ports';

export interface Inviting { readonly desk: InviteDesk; close(): void }

export interface InvitingOptions {
  readonly ports: TeamPorts;
  readonly member: Member;
  readonly meeting: MeetingPoints;
  readonly urls: readonly string[];
  readonly role: Role;
  readonly onState: (state: InviteState) => void;
}

export async function openInvitation({ ports, member, meeting, urls, role, onState }: InvitingOptions): Promise<Inviting> {
  const { book, clock } = ports;
  const invitation = makeInvitation({ teamId: member.membership().secrets.teamId, inviter: member.self.id, role, meetingPoints: urls }, clock.now());
  const { room, sealingKey } = await deriveInviteKeys(invitation);
  const letIn: InviterSide['admit'] = async (joiner) => {
    const admitted = await admit(member.acting(), joiner, role);
    if (!admitted.ok) return admitted;
    const written = await member.write(admitted.value);
    if (!written.ok) return written;
    const document = await readTeamDocument(book);
    return document.ok ? ok(welcomeFor(member.membership(), readTeamRecords(book), document.value)) : document;
  };
  const desk = createInviteDesk({
    invitation, link: inviteLink(ports.appAddress, invitation), self: member.self, teamName: teamNameOf(book), admit: letIn, now: () => clock.now(), after: (ms, then) => clock.after(ms, then), onState,
  });
  const stop = hostRendezvous({ signaling: createSealedSignaling(meeting, sealingKey), room, connector: ports.connector }, (channel) => { desk.accept(channel); });
  return { desk, close: stop };
}

export const isOver = (state: InviteState | undefined): boolean => state === undefined || state.kind === 'admitted' || state.kind === 'ended';
