/**
 * A link with a colleague by codes that people carry, begun on either side: one shows an offer, the other reads it and shows an answer, the first reads
 * that. One try at a time; a newer one takes the place of an older one, and what comes of the older is closed.
 */
import { err, ok, type Result } from '../../lib/result';
import { directCodeText, type DirectCode } from '../link/direct-code';
import type { DirectConnector, DirectOffer } from '../link/direct-connector';
import { createMessageChannel } from '../link/framing';
import { HANDSHAKE_MESSAGE, type HandshakeFailure } from '../link/handshake';
import type { DeviceId, PacketChannel } from '../link/ports';
import type { TeamLinks } from '../link/create-links';
import type { ConnectState, TeamError } from '../team';
import { isSameBytes } from './bytes';

export interface Connecting {
  state(): ConnectState | undefined;
  /** Shows an offer. */
  begin(): Promise<Result<void, TeamError>>;
  /** The other side's code. The error tells what is wrong with it; what becomes of the connection tells the state. */
  read(code: DirectCode): Promise<Result<void, TeamError>>;
  cancel(): void;
}

export interface ConnectingOptions {
  readonly direct: DirectConnector;
  readonly adopt: TeamLinks['adopt'];
  readonly nameOf: (device: DeviceId) => string;
  readonly onChange: () => void;
}

interface Try { readonly offer?: DirectOffer; cancel(): void }

export function createConnecting({ direct, adopt, nameOf, onChange }: ConnectingOptions): Connecting {
  let state: ConnectState | undefined;
  let current: Try | undefined;

  const show = (next: ConnectState | undefined): void => {
    state = next;
    onChange();
  };
  const replace = (next: Try | undefined, shown: ConnectState | undefined): void => {
    current?.cancel();
    current = next;
    show(shown);
  };
  const settle = async (mine: Try, opened: Result<PacketChannel, TeamError>): Promise<void> => {
    if (current !== mine) return opened.ok ? opened.value.close() : undefined;
    if (!opened.ok) return show({ kind: 'ended', error: opened.error });
    show({ kind: 'connecting' });
    const adopted = await adopt(createMessageChannel(opened.value, { maxMessage: HANDSHAKE_MESSAGE }));
    if (current === mine) show(adopted.ok ? { kind: 'connected', deviceName: nameOf(adopted.value) } : { kind: 'ended', error: handshakeErrorToTeamError(adopted.error) });
  };

  return {
    state: () => state,
    begin: async () => {
      // At once: while the new offer is made, nobody comes in by the old one any more.
      current?.cancel();
      current = undefined;
      const offer = await direct.offer();
      if (!offer.ok) return offer;
      replace({ offer: offer.value, cancel: offer.value.cancel }, { kind: 'offering', code: directCodeText(offer.value.code) });
      return ok(undefined);
    },
    read: async (code) => {
      const mine = current;
      if (code.kind === 'answer') {
        if (!mine?.offer || !code.answers(mine.offer.code) || state?.kind !== 'offering') return err({ kind: 'other-offer' });
        show({ kind: 'connecting' });
        void mine.offer.finish(code.bytes).then((opened) => settle(mine, opened));
        return ok(undefined);
      }
      if (mine?.offer && isSameBytes(mine.offer.code, code.bytes)) return err({ kind: 'own-code' });
      const answer = await direct.answer(code.bytes);
      if (!answer.ok) return answer;
      const next: Try = { cancel: answer.value.cancel };
      replace(next, { kind: 'answering', code: directCodeText(answer.value.code) });
      void answer.value.opened.then((opened) => settle(next, opened));
      return ok(undefined);
    },
    cancel: () => replace(undefined, undefined),
  };
}

function handshakeErrorToTeamError(failure: HandshakeFailure): TeamError {
  if (failure.kind === 'other-version') return failure;
  const isCut = failure.kind === 'timeout' || failure.kind === 'malformed' || (failure.kind === 'ended' && failure.end.kind !== 'refused');
  return { kind: isCut ? 'unreachable' : 'wrong-team' };
}
