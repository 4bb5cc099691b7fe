import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/lib/json';
import type { DeviceIdentity } from '../../../../src/replica/team/device-keys';
import { deriveEpochKeys, makeEpoch, unwrapEpoch, wrapEpoch } from '../../../../src/replica/team/epoch-keys';
import { readEpochs, rotateEpoch, wrapsFor } from '../../../../src/replica/team/epochs';
import { decodeRecords, encodeRecords } from '../../../../src/replica/team/records-codec';
import type { NewRecord } from '../../../../src/replica/team/roster-write';
import { decodeSecrets, encodeSecrets, loadTeamSecrets, saveTeamSecrets } from '../../../../src/replica/team/team-secrets';
import { createMemoryStorage } from '../../../../src/replica/storage/memory-storage';
import { must } from '../../../support/books';
import { aDevice, aTeam, STAMP, type Records, type TestTeam } from '../../../support/team';

const byId = (records: readonly NewRecord[]): Records => Object.fromEntries(records.map(({ id, value }) => [id, value]));
const reading = async (team: TestTeam, records: Records, self: DeviceIdentity, known = new Map<string, Uint8Array>()) => readEpochs({ records, roster: await team.roster(), self, known });
const rotating = async (team: TestTeam, signer: DeviceIdentity, highest = 0) => rotateEpoch({ signer, roster: await team.roster(), highest, at: STAMP });

describe('an epoch', () => {
  it('has a key that only those read for whom it was wrapped', async () => {
    const [mine, other] = await Promise.all([aDevice(), aDevice()]);
    const epoch = await makeEpoch('team');
    const wrap = (await wrapEpoch(epoch, mine.id, mine.agreeKey))!;
    expect(await unwrapEpoch('team', epoch.id, wrap, mine)).toEqual(epoch);
    expect(await unwrapEpoch('team', epoch.id, wrap, other)).toBeUndefined();
    expect(await unwrapEpoch('other team', epoch.id, wrap, mine)).toBeUndefined();
    expect(await wrapEpoch(epoch, mine.id, new Uint8Array(65))).toBeUndefined();
  });

  it('is not another one, though somebody wrapped another key in its name', async () => {
    const mine = await aDevice();
    const [epoch, other] = [await makeEpoch('team'), await makeEpoch('team')];
    const wrap = (await wrapEpoch({ id: epoch.id, key: other.key }, mine.id, mine.agreeKey))!;
    expect(await unwrapEpoch('team', epoch.id, wrap, mine)).toBeUndefined();
  });

  it('gives room, signaling key and file key that tell nothing of each other', async () => {
    const epoch = await makeEpoch('team');
    const keys = await deriveEpochKeys('team', epoch);
    expect(await deriveEpochKeys('team', epoch)).toEqual(keys);
    expect(keys.room).toMatch(/^[\w-]{22}$/);
    expect(keys.room).not.toBe(epoch.id);
    expect(keys.signalingKey).not.toEqual(keys.fileKey);
    expect((await deriveEpochKeys('other team', epoch)).room).not.toBe(keys.room);
  });

  it('begins with the team, for its founder', async () => {
    const team = await aTeam();
    const { epoch, records } = await rotating(team, team.founder);
    expect(await reading(team, byId(records), team.founder)).toEqual({ current: epoch, held: [epoch], isBehind: false, needsRotation: false, lacking: [], highest: 1 });
  });

  it('ends with a removal: the next is for those who stay, and the removed device stays behind', async () => {
    const team = await aTeam();
    const [staff, gone] = [await aDevice(), await aDevice()];
    await team.as(team.founder).admit(staff, 'staff');
    await team.as(team.founder).admit(gone, 'staff');
    const first = await rotating(team, team.founder);
    await team.as(team.founder).remove(gone);
    const needed = await reading(team, byId(first.records), staff);
    expect(needed).toMatchObject({ needsRotation: true, current: first.epoch });
    const second = await rotating(team, team.founder, needed.highest);
    const records = { ...byId(first.records), ...byId(second.records) };
    expect(await reading(team, records, staff)).toMatchObject({ current: second.epoch, held: [second.epoch, first.epoch], isBehind: false, needsRotation: false });
    expect(await reading(team, records, gone)).toMatchObject({ current: first.epoch, held: [first.epoch], isBehind: true });
  });

  it('of which a device has not heard yet does not keep it from listening where it used to, and others listen there too', async () => {
    const team = await aTeam();
    const late = await aDevice();
    await team.as(team.founder).admit(late, 'staff');
    const first = await rotating(team, team.founder);
    const second = await rotating(team, team.founder, 1);
    const records = { ...byId(first.records), ...byId(second.records) };
    expect((await reading(team, byId(first.records), late)).current).toEqual(first.epoch);
    expect((await reading(team, records, team.founder)).held).toContainEqual(first.epoch);
  });

  it('is made anew when two removals were made apart, since each lets in whom the other sent away', async () => {
    const team = await aTeam();
    const [partner, one, two] = [await aDevice(), await aDevice(), await aDevice()];
    await team.as(team.founder).admit(partner, 'owner');
    for (const device of [one, two]) await team.as(team.founder).admit(device, 'staff');
    const elsewhere = team.apart();
    await team.as(team.founder).remove(one);
    await elsewhere.as(partner).remove(two);
    const [a, b] = [await rotating(team, team.founder, 1), await rotating(elsewhere, partner, 1)];
    team.merge(elsewhere);
    const records = { ...byId(a.records), ...byId(b.records) };
    const apart = await reading(team, records, team.founder);
    expect(apart.needsRotation).toBe(true);
    expect((await reading(team, records, partner)).current).toEqual(apart.current);
    const c = await rotating(team, team.founder, apart.highest);
    const healed = { ...records, ...byId(c.records) };
    expect(await reading(team, healed, partner)).toMatchObject({ current: c.epoch, needsRotation: false });
    for (const gone of [one, two]) expect((await reading(team, healed, gone)).held.map(({ id }) => id)).not.toContain(c.epoch.id);
  });

  it('does not hold when a removed device, one of no rank or a stranger has made it', async () => {
    const team = await aTeam();
    const [gone, staff, stranger] = [await aDevice(), await aDevice(), await aDevice()];
    await team.as(team.founder).admit(gone, 'owner');
    await team.as(team.founder).admit(staff, 'staff');
    const before = await team.apart().roster();
    await team.as(team.founder).remove(gone);
    const good = await rotating(team, team.founder, 1);
    let records = byId(good.records);
    for (const signer of [gone, staff, stranger]) for (const roster of [before, await team.roster()]) records = { ...records, ...byId((await rotateEpoch({ signer, roster, highest: 1_000, at: STAMP })).records) };
    expect((await reading(team, records, staff)).current).toEqual(good.epoch);
  });

  it('is handed on by whoever has it to a member who lacks it', async () => {
    const team = await aTeam();
    const [staff, late] = [await aDevice(), await aDevice()];
    await team.as(team.founder).admit(staff, 'staff');
    const { epoch, records } = await rotating(team, team.founder);
    await team.as(team.founder).admit(late, 'staff');
    const { lacking } = await reading(team, byId(records), staff);
    expect(lacking).toEqual([late.id]);
    const more = await wrapsFor(epoch, await team.roster(), lacking);
    expect(await reading(team, { ...byId(records), ...byId(more) }, late)).toMatchObject({ current: epoch, lacking: [], isBehind: false });
  });

  it('is read past rubbish', async () => {
    const team = await aTeam();
    const { epoch, records } = await rotating(team, team.founder);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(`${epoch.id}/${team.founder.id}`)), fc.jsonValue()), fc.nat(5), fc.jsonValue(), async (rubbish, field, value) => {
        const forged = Object.fromEntries(Object.entries(byId(records)[epoch.id] as Record<string, Json>).map(([key, item], i) => [key, i === field ? (value as Json) : item]));
        const known = new Map([[epoch.id, epoch.key]]);
        const read = await reading(team, { ...byId(records), ...(rubbish as Records), other: forged }, team.founder, known);
        expect(read.current).toEqual(epoch);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('the secrets of a team', () => {
  it('are there at the next start, and gone with the team', async () => {
    const storage = createMemoryStorage();
    const epoch = await makeEpoch('team');
    const secrets = { teamId: 'team', epochs: new Map([[epoch.id, epoch.key]]), records: { a: { v: 1 } } };
    expect(must(await loadTeamSecrets(storage))).toBeUndefined();
    must(await saveTeamSecrets(storage, secrets));
    expect(must(await loadTeamSecrets(storage))).toEqual(secrets);
    must(await saveTeamSecrets(storage, undefined));
    expect(must(await loadTeamSecrets(storage))).toBeUndefined();
  });

  it('that are damaged are an error and never a crash', async () => {
    const epoch = await makeEpoch('team');
    const whole = encodeSecrets({ teamId: 'team', epochs: new Map([[epoch.id, epoch.key]]), records: { a: 'b' } });
    for (let length = 0; length < whole.length; length++) expect(decodeSecrets(whole.subarray(0, length))).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeSecrets(bytes)), { seed: 6 });
    const storage = createMemoryStorage();
    must(await storage.commit([{ store: 'keys', type: 'put', key: 'team', value: new Uint8Array([9]) }]));
    expect(await loadTeamSecrets(storage)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  });

  it('and other lists of records are read back as they were, or not at all', () => {
    expect(decodeRecords(encodeRecords({ a: 1, b: ['ü'] }))).toEqual({ a: 1, b: ['ü'] });
    for (const bad of ['', '[]', 'null', '1', '{', '{"__proto__":1}', '{"constructor":1}']) expect(decodeRecords(new TextEncoder().encode(bad)), bad).toBeUndefined();
    expect(decodeRecords(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
    expect(decodeRecords(encodeRecords({ a: 1, b: 2 }), 1)).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void decodeRecords(bytes)), { seed: 7 });
  });
});
