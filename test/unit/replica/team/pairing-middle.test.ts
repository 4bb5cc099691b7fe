import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../../src/replica/team/bytes';
import type { DeviceIdentity } from '../../../../src/replica/team/device-keys';
import { deriveInviteKeys, type Invitation } from '../../../../src/replica/team/invite';
import { codeOf, commitmentTo, joinerClaim, offerBytes, proofOf, transcriptOf, type Said } from '../../../../src/replica/team/pairing-code';
import { decodeMessage, encodeMessage, type Offer, type PairingMessage, type Reveal } from '../../../../src/replica/team/pairing-messages';
import { messageChannels, type TestChannel } from '../../../support/message-channels';
import { anInvitingShop, joinOver, NOW, settle } from '../../../support/pairing';
import { aDevice, digitsIn } from '../../../support/team';

/** What each half of a connection with somebody in between sees below itself. */
const OUTER = new Uint8Array([1]);
const INNER = new Uint8Array([2]);

/** Somebody between the two devices who has read the invitation in the chat, and has keys of its own. */
async function middle() {
  const shop = await anInvitingShop();
  const [here, towardsShop] = messageChannels([OUTER, OUTER]);
  const [there, towardsJoiner] = messageChannels([INNER, INNER]);
  const device = await aDevice();
  const { proofKey } = await deriveInviteKeys(shop.invitation);
  const fromShop = listen(towardsShop);
  const fromJoiner = listen(towardsJoiner);
  shop.desk.accept(here);
  const joining = await joinOver(there, shop.invitation);
  const own = { signKey: device.signKey, agreeKey: device.agreeKey, nonce: new Uint8Array(32).fill(3), name: 'New tablet', person: 'Tom' };
  const greetShop = async (commitment = commitmentTo(own)): Promise<Offer> => {
    await towardsShop.send(encodeMessage({ kind: 'hello', version: 1, commitment, proof: await proofOf('hello', proofKey, OUTER, commitment) }));
    return fromShop('offer');
  };
  const revealToShop = async (offer: Offer, joiner = own): Promise<void> => {
    const transcript = transcriptOf({ invitation: shop.invitation, proofKey, binding: OUTER, offer, joiner });
    await towardsShop.send(encodeMessage({ kind: 'reveal', ...joiner, signature: await device.sign(joinerClaim(transcript)) }));
  };
  const offerToJoiner = async (offer: Omit<Offer, 'kind' | 'proof'>): Promise<Reveal> => {
    const { commitment } = await fromJoiner('hello');
    await towardsJoiner.send(encodeMessage({ kind: 'offer', ...offer, proof: await proofOf('offer', proofKey, INNER, offerBytes(commitment, offer)) }));
    return fromJoiner('reveal');
  };
  return { shop, joining, device, own, proofKey, towardsShop, towardsJoiner, fromJoiner, fromShop, greetShop, revealToShop, offerToJoiner };
}

function listen(channel: TestChannel) {
  const heard: Uint8Array[] = [];
  let wake = (): void => undefined;
  channel.onMessage((message) => {
    heard.push(message);
    wake();
  });
  return async <K extends PairingMessage['kind']>(kind: K): Promise<Extract<PairingMessage, { kind: K }>> => {
    while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const message = decodeMessage(heard.shift()!);
    if (message?.kind !== kind) throw new Error(`heard ${message?.kind} for ${kind}`);
    return message as Extract<PairingMessage, { kind: K }>;
  };
}

describe('somebody between two devices that pair', () => {
  it('who puts keys of its own into both halves makes the two screens show different digits', async () => {
    const shown = new Set<boolean>();
    for (let i = 0; i < 8; i++) {
      const { shop, joining, device, greetShop, revealToShop, offerToJoiner } = await middle();
      const offer = await greetShop();
      await offerToJoiner({ ...offer, agreeKey: device.agreeKey });
      await revealToShop(offer);
      const state = await shop.until('compare');
      const [code] = (await joining.code).split(' ');
      shown.add(state.kind === 'compare' && state.code === code);
      shop.desk.cancel();
      expect(shop.admitted).toEqual([]);
      expect(joining.stored).toEqual([]);
    }
    expect([...shown]).toEqual([false]);
  });

  it('cannot tell the new device anything, even if the digits were not compared with care', async () => {
    const { shop, joining, device, greetShop, revealToShop, offerToJoiner, fromShop, towardsJoiner } = await middle();
    const offer = await greetShop();
    await offerToJoiner({ ...offer, agreeKey: device.agreeKey });
    await revealToShop(offer);
    await shop.until('compare');
    shop.desk.confirm(digitsIn(shop.desk.state()));
    await towardsJoiner.send(encodeMessage(await fromShop('welcome')));
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'bad-invite' } });
    expect(joining.stored).toEqual([]);
  });

  it('who only passes on what both say is refused, since it sits on two connections', async () => {
    const { shop, joining, fromJoiner, towardsShop } = await middle();
    let reason = '';
    towardsShop.onEnd((end) => (reason = end.kind === 'refused' ? end.reason : end.kind));
    await towardsShop.send(encodeMessage(await fromJoiner('hello')));
    await settle();
    expect(reason).toBe('bad-invite');
    expect(shop.states).toEqual([]);
    joining.cancel();
  });

  it('who passes on all but the proofs, which it can make, is refused by the signature of the new device', async () => {
    const { shop, joining, greetShop, fromJoiner, towardsShop, towardsJoiner, proofKey } = await middle();
    const { commitment } = await fromJoiner('hello');
    const offer = await greetShop(commitment);
    await towardsJoiner.send(encodeMessage({ ...offer, proof: await proofOf('offer', proofKey, INNER, offerBytes(commitment, offer)) }));
    await towardsShop.send(encodeMessage(await fromJoiner('reveal')));
    await settle();
    expect(shop.states).toEqual([]);
    expect(shop.desk.state().kind).toBe('waiting');
    joining.cancel();
  });

  it('cannot change what it has committed to once it has seen the other nonce', async () => {
    const { shop, own, greetShop, revealToShop } = await middle();
    const offer = await greetShop();
    await revealToShop(offer, { ...own, nonce: new Uint8Array(32).fill(4) });
    await settle();
    expect(shop.states).toEqual([]);
    expect(shop.admitted).toEqual([]);
  });

  it('cannot pass off the key of another device as its own', async () => {
    const { shop, own, greetShop, revealToShop } = await middle();
    const stolen = { ...own, signKey: (await aDevice()).signKey };
    const offer = await greetShop(commitmentTo(stolen));
    await revealToShop(offer, stolen);
    await settle();
    expect(shop.states).toEqual([]);
  });
});

describe('the six digits', () => {
  const bytes = (fill: number, length: number) => new Uint8Array(length).fill(fill);

  async function aConversation(inviter: DeviceIdentity, joiner: DeviceIdentity): Promise<Said> {
    const invitation: Invitation = { teamId: 'AAAAAAAAAAAAAAAAAAAAAA', inviter: inviter.id, seed: bytes(1, 32), expiresAt: NOW, role: 'staff', meetingPoints: [] };
    return {
      invitation, proofKey: (await deriveInviteKeys(invitation)).proofKey, binding: bytes(2, 32),
      offer: { signKey: inviter.signKey, agreeKey: inviter.agreeKey, nonce: bytes(3, 32), teamName: 'Weber Optik' },
      joiner: { signKey: joiner.signKey, agreeKey: joiner.agreeKey, nonce: bytes(4, 32), name: 'Tablet', person: 'Tom' },
    };
  }

  it('hang on everything that both sides have said and see', async () => {
    const [inviter, joiner, other] = [await aDevice(), await aDevice(), await aDevice()];
    const said = await aConversation(inviter, joiner);
    const { invitation, offer, joiner: from } = said;
    const variants: readonly Said[] = [
      { ...said, binding: bytes(9, 32) },
      { ...said, proofKey: bytes(9, 32) },
      { ...said, invitation: { ...invitation, teamId: 'BAAAAAAAAAAAAAAAAAAAAA' } },
      { ...said, invitation: { ...invitation, inviter: other.id } },
      { ...said, invitation: { ...invitation, role: 'owner' } },
      { ...said, offer: { ...offer, signKey: other.signKey } },
      { ...said, offer: { ...offer, agreeKey: other.agreeKey } },
      { ...said, offer: { ...offer, nonce: bytes(9, 32) } },
      { ...said, offer: { ...offer, teamName: 'Weber optik' } },
      { ...said, joiner: { ...from, signKey: other.signKey } },
      { ...said, joiner: { ...from, agreeKey: other.agreeKey } },
      { ...said, joiner: { ...from, nonce: bytes(9, 32) } },
      { ...said, joiner: { ...from, name: 'TabletT', person: 'om' } },
    ];
    const transcripts = [said, ...variants].map((one) => toBase64Url(transcriptOf(one)));
    expect(new Set(transcripts).size).toBe(variants.length + 1);
    expect(await codeOf(transcriptOf({ ...said }))).toBe(await codeOf(transcriptOf(said)));
  });

  it('are six, spread evenly, the leading zeros shown', async () => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 2_000; i++) {
      const code = await codeOf(new Uint8Array(32).fill(i & 255).with(0, i >> 8));
      expect(code).toMatch(/^\d{6}$/);
      counts[Number(code[0])]! += 1;
    }
    // 200 each are expected; five standard deviations are 67.
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(67);
  });
});
