/**
 * One invitation from its making to its end, on the inviting device. It ends when it has been used, cancelled, or after its ten minutes; from the
 * moment that digits are shown nobody else is let near, and when they did not match it is spent: each look at two screens
 * is a chance of one in a million for somebody in between. Only a connection that breaks gives another try, a few times.
 */
import type { Result } from '../../lib/result';
import type { MessageChannel } from '../link/ports';
import type { InviteState, TeamError } from '../team';
import type { DeviceIdentity } from './device-keys';
import type { Invitation } from './invite';
import { pairAsInviter, type Admission, type InviterSide } from './pairing-inviter';
import { ANSWER_MS, createTalk, type After, type Talk } from './pairing-talk';

const MAX_TRIES = 3;

export interface InviteDeskOptions {
  readonly invitation: Invitation;
  readonly link: string;
  readonly isDirect: boolean;
  readonly self: DeviceIdentity;
  readonly teamName: string;
  readonly admit: InviterSide['admit'];
  readonly now: () => number;
  readonly after: After;
  /** Each state, the first one ('waiting') excepted. */
  readonly onState: (state: InviteState) => void;
}

export interface InviteDesk {
  state(): InviteState;
  /** Somebody has come through the invitation's room, or by its code. The channel is handed to `keep` once they are in, or closed. */
  accept(channel: MessageChannel, keep?: () => void): void;
  /** "Codes match", of the digits that were seen. False when these are not being compared (any more): a screen may be a moment behind. */
  confirm(code: string): boolean;
  /** Told to the other side too. Nothing happens once it has been confirmed. `because`: it cannot be used any more. */
  cancel(because?: TeamError): void;
}

export function createInviteDesk({ invitation, link, isDirect, self, teamName, admit, now, after, onState }: InviteDeskOptions): InviteDesk {
  const waiting: InviteState = { kind: 'waiting', link, expiresAt: invitation.expiresAt, isDirect };
  let state: InviteState = waiting;
  let visitor: Talk | undefined;
  let decide: ((decision: 'match' | 'cancel') => void) | undefined;
  let isTold = false;
  let tries = 0;

  const show = (next: InviteState): void => {
    state = next;
    onState(next);
  };
  const isOver = (): boolean => state.kind === 'admitted' || state.kind === 'ended';
  const finish = (last: InviteState): void => {
    cancelExpiry();
    decide = undefined;
    show(last);
  };
  const expire = (): void => {
    if (isOver() || state.kind === 'compare') return; // Who is comparing digits may finish.
    finish({ kind: 'ended', error: { kind: 'expired-invite' } });
    visitor?.end({ kind: 'expired-invite' });
  };
  const cancelExpiry = after(Math.max(0, invitation.expiresAt - now()), expire);

  const sideFor = (talk: Talk): InviterSide => ({
    invitation, self, teamName, admit,
    compare: async ({ code, joiner }) => {
      if (talk !== visitor || isOver()) return 'cancel';
      tries += 1;
      isTold = true;
      return new Promise((resolve) => {
        decide = resolve;
        show({ kind: 'compare', code, deviceName: joiner.name, person: joiner.person });
      });
    },
  });

  const conclude = (talk: Talk, result: Result<Admission, TeamError>): void => {
    if (talk !== visitor || isOver()) return;
    visitor = undefined;
    decide = undefined;
    if (result.ok) return finish({ kind: 'admitted', deviceName: result.value.joiner.name });
    const { error } = result;
    const wasTold = isTold;
    isTold = false;
    const mayTryAgain = error.kind === 'unreachable' && tries < MAX_TRIES && now() <= invitation.expiresAt;
    if (wasTold ? !mayTryAgain : now() > invitation.expiresAt) return finish({ kind: 'ended', error: wasTold ? error : { kind: 'expired-invite' } });
    if (state.kind !== 'waiting') show(waiting);
  };

  return {
    state: () => state,
    accept: (channel, keep = () => { channel.close(); }) => {
      const refusal: TeamError | undefined =
        state.kind === 'ended' && state.error.kind === 'expired-invite' ? state.error
        : isOver() || state.kind === 'compare' ? { kind: 'spent-invite' }
        : now() > invitation.expiresAt ? { kind: 'expired-invite' }
        : undefined;
      if (refusal) {
        // Only once it has said something: a channel that ends while it opens is a broken one to the other side, whatever the reason given.
        const refused = createTalk(channel, after);
        void refused.hear('hello', ANSWER_MS).then(() => { refused.end(refusal); });
        return;
      }
      // Somebody who has said nothing yet must not keep others out: the connection may be the dead one of the same device.
      const before = visitor;
      const talk = createTalk(channel, after);
      visitor = talk;
      before?.end({ kind: 'unreachable' });
      void pairAsInviter(talk, sideFor(talk), after).then((result) => {
        if (result.ok && result.value.isStored) keep();
        conclude(talk, result);
      });
    },
    confirm: (code) => {
      if (!decide || state.kind !== 'compare' || state.code !== code) return false;
      decide('match');
      decide = undefined;
      return true;
    },
    cancel: (because = { kind: 'declined' }) => {
      const isConfirmed = state.kind === 'compare' && !decide;
      if (isOver() || isConfirmed) return; // Once it is confirmed the new device is being let in, and can only be removed.
      const talk = visitor;
      finish({ kind: 'ended', error: because });
      talk?.end(because);
    },
  };
}
