import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../src/domain/team';
import type { DeviceIdentity } from '../../../../src/replica/team/device-keys';
import { byId, readMembership, type Membership, type TeamRecords, type TeamWrites } from '../../../../src/replica/team/membership';
import type { Result } from '../../../../src/lib/result';
import { createSignatureMemory } from '../../../../src/replica/team/signature-memory';
import { admit, createTeam, duties, leave, readmit, renameDevice, replaceRecoveryKit, secretsFrom, sendAway, setRole, welcomeFor, type Acting } from '../../../../src/replica/team/team-deeds';
import type { TeamSecrets } from '../../../../src/replica/team/team-secrets';
import { openSyncFile, recoverSyncFile, sealSyncFile } from '../../../../src/replica/team/sync-file';
import { recoveryKitsOf } from '../../../../src/replica/team/recovery-kit';
import { aDevice, introductionOf, STAMP } from '../../../support/team';

const verify = createSignatureMemory();
const NOT_ALLOWED = { ok: false, error: { kind: 'not-allowed' } };

/** A team document that all devices look at, and what each keeps for itself. */
async function aShop() {
  const founder = await aDevice();
  const founded = await createTeam({ self: founder, names: { name: 'Counter', person: 'Frau Weber' }, at: STAMP });
  const shop = { founder, recoveryCode: founded.recoveryCode, document: { devices: {}, epochs: {} } as TeamRecords, kept: new Map<string, TeamSecrets>([[founder.id, founded.secrets]]) };
  const write = ({ devices, epochs }: TeamWrites): void => {
    shop.document = { devices: { ...shop.document.devices, ...byId(devices) }, epochs: { ...shop.document.epochs, ...byId(epochs) } };
  };
  write(founded.writes);
  const read = async (self: DeviceIdentity): Promise<Membership> => {
    const membership = await readMembership({ document: shop.document, secrets: shop.kept.get(self.id)!, self, verify });
    shop.kept.set(self.id, membership.secrets);
    return membership;
  };
  const as = async (self: DeviceIdentity): Promise<Acting> => ({ self, membership: await read(self), at: STAMP, verify });
  const done = async (deed: Promise<Result<TeamWrites, unknown>>): Promise<void> => {
    const result = await deed;
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    write(result.value);
  };
  const welcome = async (by: DeviceIdentity, role: Role): Promise<DeviceIdentity> => {
    const device = await aDevice();
    await done(admit(await as(by), { id: device.id, ...introductionOf(device) }, role));
    const membership = await read(by);
    shop.kept.set(device.id, secretsFrom({ welcome: welcomeFor(membership, shop.document, new Uint8Array(0)), roster: membership.roster }));
    return device;
  };
  return Object.assign(shop, { write, read, as, done, welcome });
}

describe('a team', () => {
  it('has its founder as owner, one epoch that holds, and a recovery kit', async () => {
    const shop = await aShop();
    const { me, epochs, roster, isNews, lost } = await shop.read(shop.founder);
    expect(me).toMatchObject({ role: 'owner', name: 'Counter', person: 'Frau Weber' });
    expect(epochs).toMatchObject({ isBehind: false, needsRotation: false, lacking: [], highest: 1 });
    expect(recoveryKitsOf(roster)).toHaveLength(1);
    expect({ isNews, lost }).toEqual({ isNews: false, lost: { devices: [], epochs: [] } });
    expect(await duties(await shop.as(shop.founder))).toBeUndefined();
  });

  it('gives a new device the key and nothing to do', async () => {
    const shop = await aShop();
    const tablet = await shop.welcome(shop.founder, 'staff');
    const { me, epochs, isNews } = await shop.read(tablet);
    expect(me?.role).toBe('staff');
    expect(epochs.current).toEqual((await shop.read(shop.founder)).epochs.current);
    expect(epochs.lacking).toEqual([]);
    expect(isNews).toBe(true); // the record of the epoch
    expect((await shop.read(tablet)).isNews).toBe(false);
  });

  it('sends a device away with a new key that it does not get', async () => {
    const shop = await aShop();
    const [tablet, phone] = [await shop.welcome(shop.founder, 'staff'), await shop.welcome(shop.founder, 'staff')];
    const before = (await shop.read(tablet)).epochs.current!;
    await shop.done(sendAway(await shop.as(shop.founder), tablet.id));
    const stays = await shop.read(phone);
    expect(stays.epochs.current!.id).not.toBe(before.id);
    expect(stays.epochs.current).toEqual((await shop.read(shop.founder)).epochs.current);
    const gone = await shop.read(tablet);
    expect(gone.me).toBeUndefined();
    expect(gone.epochs.current).toEqual(before);
    expect(gone.epochs.isBehind).toBe(true);
    // and those keys are not let in again
    expect(await admit(await shop.as(shop.founder), { id: tablet.id, ...introductionOf(tablet) }, 'staff')).toEqual(NOT_ALLOWED);
  });

  it('makes the next key when a device has left by itself: who may manage, not who may not', async () => {
    const shop = await aShop();
    const [tablet, phone] = [await shop.welcome(shop.founder, 'staff'), await shop.welcome(shop.founder, 'staff')];
    await shop.done(leave(await shop.as(tablet)));
    expect((await shop.read(phone)).epochs.needsRotation).toBe(true);
    expect(await duties(await shop.as(phone))).toBeUndefined();
    shop.write((await duties(await shop.as(shop.founder)))!);
    expect((await shop.read(phone)).epochs).toMatchObject({ needsRotation: false, isBehind: false, lacking: [] });
    expect((await shop.read(tablet)).me).toBeUndefined();
  });

  it('lets anyone who has the key give it to a colleague that lacks it', async () => {
    const shop = await aShop();
    const [tablet, phone] = [await shop.welcome(shop.founder, 'staff'), await shop.welcome(shop.founder, 'staff')];
    const { current } = (await shop.read(tablet)).epochs;
    const { [`${current!.id}/${phone.id}`]: _wrap, ...epochs } = shop.document.epochs;
    shop.document = { ...shop.document, epochs };
    expect((await shop.read(tablet)).epochs.lacking).toEqual([phone.id]);
    shop.write((await duties(await shop.as(tablet)))!);
    expect((await shop.read(tablet)).epochs.lacking).toEqual([]);
  });

  it('puts back what the document has lost or has in a damaged form, and unhears no removal', async () => {
    const shop = await aShop();
    const tablet = await shop.welcome(shop.founder, 'staff');
    await shop.done(sendAway(await shop.as(shop.founder), tablet.id));
    const whole = await shop.read(shop.founder);
    const { document } = shop;
    const [first] = Object.keys(document.devices);
    shop.document = { devices: { [first!]: { v: 1 } }, epochs: {} };
    const { roster, epochs, me } = await shop.read(shop.founder);
    expect(me?.role).toBe('owner');
    expect(roster.devices.get(tablet.id)?.removed).toBeDefined();
    expect(epochs.current).toEqual(whole.epochs.current);
    shop.write((await duties(await shop.as(shop.founder)))!);
    expect(shop.document.devices).toEqual(document.devices);
    expect((await shop.read(shop.founder)).lost).toEqual({ devices: [], epochs: [] });
  });

  it('changes names and roles for those who may, and never leaves itself without an owner by that', async () => {
    const shop = await aShop();
    const [manager, tablet] = [await shop.welcome(shop.founder, 'manager'), await shop.welcome(shop.founder, 'staff')];
    await shop.done(renameDevice(await shop.as(tablet), tablet.id, { name: 'Fair tablet' }));
    await shop.done(setRole(await shop.as(manager), tablet.id, 'auditor'));
    expect((await shop.read(manager)).roster.devices.get(tablet.id)).toMatchObject({ name: 'Fair tablet', person: 'Anna', role: 'auditor' });
    expect(await renameDevice(await shop.as(tablet), manager.id, { name: 'x' })).toEqual(NOT_ALLOWED);
    expect(await setRole(await shop.as(manager), tablet.id, 'owner')).toEqual(NOT_ALLOWED);
    expect(await setRole(await shop.as(manager), shop.founder.id, 'staff')).toEqual(NOT_ALLOWED);
    expect(await setRole(await shop.as(shop.founder), shop.founder.id, 'staff')).toEqual(NOT_ALLOWED);
    expect(await sendAway(await shop.as(manager), shop.founder.id)).toEqual(NOT_ALLOWED);
    expect(await sendAway(await shop.as(tablet), manager.id)).toEqual(NOT_ALLOWED);
    expect(await admit(await shop.as(tablet), { id: 'x', ...introductionOf(tablet) }, 'auditor')).toEqual(NOT_ALLOWED);
    expect(await replaceRecoveryKit(await shop.as(manager))).toEqual(NOT_ALLOWED);
  });

  it('is entered again by the printed code and a file alone', async () => {
    const shop = await aShop();
    const { roster, epochs } = await shop.read(shop.founder);
    const content = new TextEncoder().encode(JSON.stringify(shop.document));
    const file = await sealSyncFile({ roster, epoch: epochs.current!, author: shop.founder, content });

    const recovered = await recoverSyncFile(file, shop.recoveryCode.toLowerCase());
    if (!recovered.ok) throw new Error(recovered.error.kind);
    const { kit, teamId, epoch } = recovered.value;
    const document = JSON.parse(new TextDecoder().decode(recovered.value.content)) as TeamRecords;
    const membership = await readMembership({ document, secrets: { teamId, epochs: new Map([[epoch.id, epoch.key]]), records: {} }, self: kit, verify });
    const tablet = await aDevice();
    const writes = await readmit({ kit, membership, self: tablet, names: { name: 'New tablet', person: 'Frau Weber' }, at: STAMP });
    if (!writes.ok) throw new Error(writes.error.kind);

    shop.write(writes.value);
    shop.kept.set(tablet.id, membership.secrets);
    const mine = await shop.read(tablet);
    expect(mine.me).toMatchObject({ role: 'owner', admittedBy: kit.id });
    expect(mine.epochs.lacking).toEqual([]);
    await shop.done(sendAway(await shop.as(tablet), shop.founder.id));
    expect((await shop.read(tablet)).epochs.needsRotation).toBe(false);
  });

  it('ends a printed code with the next one', async () => {
    const shop = await aShop();
    const replaced = await replaceRecoveryKit(await shop.as(shop.founder));
    if (!replaced.ok) throw new Error(replaced.error.kind);
    shop.write(replaced.value.writes);
    const { roster, epochs } = await shop.read(shop.founder);
    const file = await sealSyncFile({ roster, epoch: epochs.current!, author: shop.founder, content: new Uint8Array(3) });
    expect(await recoverSyncFile(file, shop.recoveryCode)).toEqual({ ok: false, error: { kind: 'bad-code' } });
    expect((await recoverSyncFile(file, replaced.value.recoveryCode)).ok).toBe(true);
    expect((await openSyncFile(file, { teamId: roster.teamId, held: epochs.held, self: shop.founder })).ok).toBe(true);
  });
});
