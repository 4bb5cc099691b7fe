import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { err } from '../../../../src/lib/result';
import type { MessageChannel } from '../../../../src/replica/link/ports';
import { decodeMessage, encodeMessage, type Welcome } from '../../../../src/replica/team/pairing-messages';
import { removeDevice } from '../../../../src/replica/team/roster-write';
import { messageChannels } from '../../../support/message-channels';
import { anInvitingShop, joinOver, settle } from '../../../support/pairing';
import { anyPairingMessage } from '../../../support/pairing-messages';
import { digitsIn, STAMP } from '../../../support/team';

async function compared() {
  const shop = await anInvitingShop();
  const [here, there] = messageChannels();
  shop.desk.accept(here);
  const joining = await joinOver(there, shop.invitation);
  const shown = await shop.until('compare');
  return { shop, joining, here, there, shown, code: await joining.code };
}

describe('pairing', () => {
  it('lets a device in after a person has compared the same six digits on both screens', async () => {
    const { shop, joining, shown, code } = await compared();
    expect(shown).toMatchObject({ kind: 'compare', deviceName: 'New tablet', person: 'Tom' });
    expect(shown.kind === 'compare' && shown.code).toMatch(/^\d{6}$/);
    expect(code).toBe(`${shown.kind === 'compare' ? shown.code : ''} Weber Optik`);
    expect(joining.stored).toEqual([]);
    expect(shop.admitted).toEqual([]);

    expect(shop.desk.confirm('000000')).toBe(false);
    expect(shop.desk.confirm(digitsIn(shop.desk.state()))).toBe(true);
    const joined = await joining.result;
    expect(joined.ok && joined.value.welcome.document).toEqual(new Uint8Array([1, 2, 3]));
    expect(joined.ok && joined.value.roster.devices.get(joining.device.id)).toMatchObject({ role: 'staff', admittedBy: shop.team.founder.id, name: 'New tablet' });
    expect(joining.stored).toHaveLength(1);
    expect(await shop.until('admitted')).toEqual({ kind: 'admitted', deviceName: 'New tablet' });
    expect(shop.timers.pending()).toBe(0);
  });

  it('tells nothing but the name of the team before that, however long one waits', async () => {
    const shop = await anInvitingShop();
    const [here, there] = messageChannels();
    const heard: Uint8Array[] = [];
    const spying: MessageChannel = { ...there, onMessage: (listener) => there.onMessage((message) => (heard.push(message), listener(message))) };
    shop.desk.accept(here);
    const joining = await joinOver(spying, shop.invitation);
    await joining.code;
    await shop.until('compare');
    await settle();
    expect(heard.map((message) => decodeMessage(message)?.kind)).toEqual(['offer']);
  });

  it('shows each pair of devices other digits', async () => {
    const codes = new Set<string>();
    for (let i = 0; i < 5; i++) codes.add((await compared()).code);
    expect(codes.size).toBe(5);
  });

  it('ends on both sides when the inviting person says that the digits differ, and the invitation is spent', async () => {
    const { shop, joining } = await compared();
    shop.desk.cancel();
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'declined' } });
    expect(shop.states.at(-1)).toEqual({ kind: 'ended', error: { kind: 'declined' } });
    expect(shop.admitted).toEqual([]);
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    expect(await (await joinOver(there, shop.invitation)).result).toEqual({ ok: false, error: { kind: 'spent-invite' } });
  });

  it('ends on both sides when the new device cancels', async () => {
    const { shop, joining } = await compared();
    joining.cancel();
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'declined' } });
    await settle();
    expect(shop.states.at(-1)).toEqual({ kind: 'ended', error: { kind: 'declined' } });
    expect(shop.desk.confirm(digitsIn(shop.desk.state()))).toBe(false);
    expect(shop.admitted).toEqual([]);
  });

  it('refuses a second device while the digits of a first are compared, and after it was let in', async () => {
    const { shop, joining } = await compared();
    const second = async () => {
      const [here, there] = messageChannels();
      shop.desk.accept(here);
      return (await joinOver(there, shop.invitation)).result;
    };
    expect(await second()).toEqual({ ok: false, error: { kind: 'spent-invite' } });
    shop.desk.confirm(digitsIn(shop.desk.state()));
    expect((await joining.result).ok).toBe(true);
    await shop.until('admitted');
    expect(await second()).toEqual({ ok: false, error: { kind: 'spent-invite' } });
    expect(shop.admitted).toHaveLength(1);
  });

  it('gives another try when the connection breaks, and not for ever', async () => {
    const shop = await anInvitingShop();
    for (let i = 0; i < 3; i++) {
      expect(shop.desk.state().kind).toBe('waiting');
      const [here, there] = messageChannels();
      shop.desk.accept(here);
      const joining = await joinOver(there, shop.invitation);
      await joining.code;
      await settle();
      expect(shop.desk.state().kind).toBe('compare');
      there.lose();
      expect(await joining.result).toEqual({ ok: false, error: { kind: 'unreachable' } });
      await settle();
    }
    expect(shop.desk.state()).toEqual({ kind: 'ended', error: { kind: 'unreachable' } });
  });

  it('is not held up by somebody who connects and says nothing', async () => {
    const shop = await anInvitingShop();
    shop.desk.accept(messageChannels()[0]);
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver(there, shop.invitation);
    await shop.until('compare');
    shop.desk.confirm(digitsIn(shop.desk.state()));
    expect((await joining.result).ok).toBe(true);
  });

  it('is over after ten minutes, and says so to whoever comes later', async () => {
    const shop = await anInvitingShop();
    shop.clock += 10 * 60_000;
    shop.timers.pass(10 * 60_000);
    expect(shop.desk.state()).toEqual({ kind: 'ended', error: { kind: 'expired-invite' } });
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    expect(await (await joinOver(there, shop.invitation)).result).toEqual({ ok: false, error: { kind: 'expired-invite' } });
  });

  it('ends when nobody compares, and when the other side falls silent', async () => {
    const { shop, joining } = await compared();
    shop.timers.pass(6 * 60_000);
    expect(await joining.result).toMatchObject({ ok: false });
    await settle();
    expect(shop.desk.state().kind).toBe('ended');

    const silent = await anInvitingShop();
    const [here, there] = messageChannels();
    silent.desk.accept(here);
    await settle();
    silent.timers.pass(21_000);
    let hasEnded = false;
    there.onEnd(() => (hasEnded = true));
    expect(hasEnded).toBe(true);
    await settle();
    expect(silent.desk.state().kind).toBe('waiting');
  });

  it('turns away who does not know the seed, before saying anything', async () => {
    const shop = await anInvitingShop();
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver(there, { ...shop.invitation, seed: new Uint8Array(32) });
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'bad-invite' } });
    expect(shop.states).toEqual([]);
  });

  it('is not taken from another device than the one that invites', async () => {
    const [shop, impostor] = [await anInvitingShop(), await anInvitingShop()];
    const [here, there] = messageChannels();
    impostor.desk.accept(here);
    // The impostor knows the seed; only the key is another.
    const joining = await joinOver(there, { ...impostor.invitation, inviter: shop.invitation.inviter });
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'bad-invite' } });
    expect(joining.stored).toEqual([]);
  });

  it('of another version is refused with the number of it, on both sides', async () => {
    const shop = await anInvitingShop();
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    let reason = '';
    there.onEnd((end) => (reason = end.kind === 'refused' ? end.reason : end.kind));
    await there.send(new Uint8Array([0, 0, 0, 0, 9, 1, 2, 3]));
    await settle();
    expect(reason).toBe('other-version:1');
  });

  it.each<[string, (welcome: Welcome) => Welcome]>([
    ['leaves the new device out', (welcome) => ({ ...welcome, devices: recordsWhere(welcome, (record) => record['kind'] === 'found') })],
    ['is of another team', (welcome) => ({ ...welcome, teamId: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    ['has a key that is not the epoch’s', (welcome) => ({ ...welcome, epochs: [{ ...welcome.epochs[0]!, key: new Uint8Array(32) }] })],
    ['has no key', (welcome) => ({ ...welcome, epochs: [] })],
    ['has forged records', (welcome) => ({ ...welcome, devices: Object.fromEntries(Object.entries(welcome.devices).map(([id, json]) => [id, { ...(json as object), role: 'owner' }])) })],
  ])('stores nothing when the welcome %s', async (_name, change) => {
    const shop = await anInvitingShop('staff', change);
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver(there, shop.invitation);
    await shop.until('compare');
    shop.desk.confirm(digitsIn(shop.desk.state()));
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'bad-invite' } });
    expect(joining.stored).toEqual([]);
  });

  it('stores nothing when the invitation was altered to promise another role', async () => {
    const shop = await anInvitingShop('auditor');
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver(there, { ...shop.invitation, role: 'owner' });
    expect(await joining.result).toMatchObject({ ok: false });
    expect(shop.states).toEqual([]);
  });

  it('with a device that has meanwhile been removed from the team fails', async () => {
    const shop = await anInvitingShop();
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver(there, shop.invitation);
    await shop.until('compare');
    shop.team.add(await removeDevice({ signer: shop.team.founder, roster: await shop.team.roster(), at: STAMP }, shop.team.founder.id));
    shop.desk.confirm(digitsIn(shop.desk.state()));
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'bad-invite' } });
  });

  it('ends on the new device with what kept it from storing', async () => {
    const shop = await anInvitingShop();
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver(there, shop.invitation, { storing: err({ kind: 'storage', detail: 'quota' }) });
    await shop.until('compare');
    shop.desk.confirm(digitsIn(shop.desk.state()));
    expect(await joining.result).toEqual({ ok: false, error: { kind: 'storage', detail: 'quota' } });
    // It stands in the roster, so that the inviting person sees it and can send it away.
    expect(await shop.until('admitted')).toMatchObject({ deviceName: 'New tablet' });
  });

  it('ends at the inviting device with what kept it from letting anyone in', async () => {
    const shop = await anInvitingShop('staff', undefined, err({ kind: 'not-allowed' }));
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver(there, shop.invitation);
    await shop.until('compare');
    shop.desk.confirm(digitsIn(shop.desk.state()));
    expect(await shop.until('ended')).toEqual({ kind: 'ended', error: { kind: 'not-allowed' } });
    expect(await joining.result).toMatchObject({ ok: false });
    expect(joining.stored).toEqual([]);
  });

  it('counts as done when only the last word is lost', async () => {
    const shop = await anInvitingShop();
    const [here, there] = messageChannels();
    shop.desk.accept(here);
    const joining = await joinOver({ ...there, send: (message) => (decodeMessage(message)?.kind === 'stored' ? Promise.resolve(false) : there.send(message)) }, shop.invitation);
    await shop.until('compare');
    shop.desk.confirm(digitsIn(shop.desk.state()));
    expect((await joining.result).ok).toBe(true);
    there.lose();
    expect(await shop.until('admitted')).toMatchObject({ deviceName: 'New tablet' });
  });

  it('ends at whatever is malformed, too much or out of turn, and is not spent by it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array({ minLength: 0, maxLength: 120 }), anyPairingMessage.map(encodeMessage)), { minLength: 1, maxLength: 8 }), async (garbage) => {
      const shop = await anInvitingShop();
      const [here, there] = messageChannels();
      shop.desk.accept(here);
      let hasEnded = false;
      there.onEnd(() => (hasEnded = true));
      for (const any of garbage) await there.send(any);
      await settle();
      expect(hasEnded).toBe(true);
      expect(shop.desk.state().kind).toBe('waiting');
      expect(shop.admitted).toEqual([]);
    }), { seed: 4, numRuns: 15 });
  });
});

const recordsWhere = (welcome: Welcome, isKept: (record: Readonly<Record<string, unknown>>) => boolean): Welcome['devices'] =>
  Object.fromEntries(Object.entries(welcome.devices).filter(([, json]) => isKept(json as Readonly<Record<string, unknown>>)));
