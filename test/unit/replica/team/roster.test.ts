import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/lib/json';
import { readRoster } from '../../../../src/replica/team/roster';
import { recordId, recordToJson, parseRecord, signedBytes, type RosterContent } from '../../../../src/replica/team/roster-record';
import { foundTeam } from '../../../../src/replica/team/roster-write';
import type { DeviceIdentity } from '../../../../src/replica/team/device-keys';
import { aDevice, aTeam, introductionOf, STAMP, type Records } from '../../../support/team';

const devices = (count: number): Promise<DeviceIdentity[]> => Promise.all(Array.from({ length: count }, aDevice));

describe('a roster', () => {
  it('begins with the founder as owner', async () => {
    const team = await aTeam();
    const { devices: known } = await team.roster();
    expect([...known.values()]).toMatchObject([{ id: team.founder.id, role: 'owner', name: 'Counter', person: 'Frau Weber', removed: undefined }]);
  });

  it('grows by those whom an owner or manager lets in', async () => {
    const team = await aTeam();
    const [manager, staff] = await devices(2);
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(manager!).admit(staff!, 'staff', 'Fair tablet');
    expect(await team.roles(manager!, staff!)).toEqual(['manager', 'staff']);
    expect((await team.roster()).devices.get(staff!.id)).toMatchObject({ name: 'Fair tablet', admittedBy: manager!.id, admittedAt: STAMP, signKey: staff!.signKey, agreeKey: staff!.agreeKey });
  });

  it('leaves out whom staff, fair helpers, auditors or strangers let in', async () => {
    const team = await aTeam();
    const [staff, helper, auditor, stranger, friend] = await devices(5);
    await team.as(team.founder).admit(staff!, 'staff');
    await team.as(team.founder).admit(helper!, 'fairHelper');
    await team.as(team.founder).admit(auditor!, 'auditor');
    for (const by of [staff!, helper!, auditor!, stranger!]) await team.as(by).admit(friend!, 'staff');
    expect(await team.roles(friend!, stranger!)).toEqual(['unknown', 'unknown']);
  });

  it('knows no owner whom a manager has made, and no owner whom a manager has lowered or removed', async () => {
    const team = await aTeam();
    const [manager, partner, friend] = await devices(3);
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(team.founder).admit(partner!, 'owner');
    await team.as(manager!).admit(friend!, 'owner');
    await team.as(manager!).setRole(partner!, 'staff');
    await team.as(manager!).remove(partner!);
    await team.as(manager!).setRole(manager!, 'owner');
    expect(await team.roles(manager!, partner!, friend!)).toEqual(['manager', 'owner', 'unknown']);
  });

  it('keeps two who admit only each other outside', async () => {
    const team = await aTeam();
    const [one, two] = await devices(2);
    await team.as(one!).admit(two!, 'manager');
    await team.as(two!).admit(one!, 'manager');
    expect(await team.roles(one!, two!)).toEqual(['unknown', 'unknown']);
  });

  it('is another team for another founder, whatever the id claims', async () => {
    const team = await aTeam();
    const impostor = await aDevice();
    const { record } = await foundTeam(impostor, introductionOf(impostor), STAMP);
    const claimed = { ...(record.value as Record<string, Json>), team: team.teamId };
    team.add(record, { id: record.id, value: claimed });
    expect(await team.roles(impostor)).toEqual(['unknown']);
  });

  it('shows the name that a device or a manager gave last, and not what a colleague of no rank calls it', async () => {
    const team = await aTeam();
    const [staff, other] = await devices(2);
    await team.as(team.founder).admit(staff!, 'staff', 'Tablet');
    await team.as(team.founder).admit(other!, 'staff');
    await team.as(staff!).rename(staff!, 'Till  \n 2');
    await team.as(other!).rename(staff!, 'Fooled you');
    expect((await team.roster()).devices.get(staff!.id)!.name).toBe('Till 2');
    await team.as(team.founder).rename(staff!, 'Till by the door');
    expect((await team.roster()).devices.get(staff!.id)!.name).toBe('Till by the door');
  });
});

describe('a change of role', () => {
  it('stands, however often it is changed back', async () => {
    const team = await aTeam();
    const [staff, friend] = await devices(2);
    await team.as(team.founder).admit(staff!, 'staff');
    for (const role of ['manager', 'auditor', 'manager'] as const) await team.as(team.founder).setRole(staff!, role);
    await team.as(staff!).admit(friend!, 'staff');
    expect(await team.roles(staff!, friend!)).toEqual(['manager', 'staff']);
  });

  it('leaves what a manager did before, and voids what is signed after', async () => {
    const team = await aTeam();
    const [manager, before, after] = await devices(3);
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(manager!).admit(before!, 'staff');
    await team.as(team.founder).setRole(manager!, 'staff');
    await team.as(manager!, '2020-01-01T00:00:00.000Z').admit(after!, 'staff');
    expect(await team.roles(manager!, before!, after!)).toEqual(['staff', 'staff', 'unknown']);
  });

  it('given twice apart is the lesser of the two, on every device', async () => {
    const team = await aTeam();
    const [staff, partner] = await devices(2);
    await team.as(team.founder).admit(staff!, 'staff');
    await team.as(team.founder).admit(partner!, 'owner');
    const elsewhere = team.apart();
    await team.as(team.founder).setRole(staff!, 'manager');
    await elsewhere.as(partner!).setRole(staff!, 'auditor');
    team.merge(elsewhere);
    expect(await team.roles(staff!)).toEqual(['auditor']);
  });
});

describe('a removal', () => {
  it('is for good, and keeps those whom the device had let in', async () => {
    const team = await aTeam();
    const [manager, staff] = await devices(2);
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(manager!).admit(staff!, 'staff');
    await team.as(team.founder).remove(manager!);
    await team.as(team.founder).setRole(manager!, 'owner');
    expect(await team.roles(manager!, staff!)).toEqual(['removed', 'staff']);
    expect((await team.roster()).devices.get(manager!.id)!.removed).toEqual({ by: team.founder.id, at: STAMP });
  });

  it('wins over a role that was given at the same time', async () => {
    const team = await aTeam();
    const [manager, staff] = await devices(2);
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(team.founder).admit(staff!, 'staff');
    const elsewhere = team.apart();
    await team.as(team.founder).setRole(staff!, 'manager');
    await elsewhere.as(manager!).remove(staff!);
    team.merge(elsewhere);
    expect(await team.roles(staff!)).toEqual(['removed']);
  });

  it('voids what the removed device signs afterwards, even dated a year before', async () => {
    const team = await aTeam();
    const [thief, friend, victim] = await devices(3);
    await team.as(team.founder).admit(thief!, 'manager');
    await team.as(team.founder).admit(victim!, 'staff');
    await team.as(team.founder).remove(thief!);
    const stolen = team.as(thief!, '2025-01-01T00:00:00.000Z');
    await stolen.admit(friend!, 'manager');
    await stolen.remove(victim!);
    await stolen.rename(victim!, 'Nobody');
    await team.as(friend!).remove(victim!);
    const { devices: known } = await team.roster();
    expect(await team.roles(thief!, friend!, victim!)).toEqual(['removed', 'unknown', 'staff']);
    expect(known.get(victim!.id)!.name).toBe('Tablet');
  });

  it('counts whatever the clocks said: stamps are only shown', async () => {
    const team = await aTeam();
    const [staff] = await devices(1);
    await team.as(team.founder, '2026-03-02T09:00:00.000Z').admit(staff!, 'staff');
    await team.as(team.founder, '2026-03-01T09:00:00.000Z').remove(staff!);
    expect(await team.roles(staff!)).toEqual(['removed']);
  });

  it('of each other at the same time takes both, and a stolen owner takes nobody else along', async () => {
    const team = await aTeam();
    const [thief, one, two, staff, accomplice] = await devices(5);
    for (const owner of [thief!, one!, two!]) await team.as(team.founder).admit(owner, 'owner');
    await team.as(team.founder).admit(staff!, 'staff');
    const elsewhere = team.apart();
    await team.as(one!).remove(thief!);
    await elsewhere.as(thief!).admit(accomplice!, 'owner');
    for (const victim of [one!, two!, staff!, team.founder]) await elsewhere.as(thief!).remove(victim);
    await elsewhere.as(accomplice!).remove(two!);
    team.merge(elsewhere);
    expect(await team.roles(thief!, one!, two!, staff!, team.founder, accomplice!)).toEqual(['removed', 'removed', 'owner', 'staff', 'owner', 'unknown']);
  });

  it('that would void its own author does not count', async () => {
    const team = await aTeam();
    const [owner] = await devices(1);
    await team.as(team.founder).admit(owner!, 'owner');
    // Says that it had seen nothing of the founder, not even that the founder let it in.
    const content: RosterContent = { kind: 'remove', team: team.teamId, by: owner!.id, at: STAMP, device: team.founder.id, keeps: [] };
    team.add({ id: recordId(content), value: recordToJson({ ...content, id: recordId(content), signature: await owner!.sign(signedBytes(content)) }) });
    expect(await team.roles(team.founder, owner!)).toEqual(['owner', 'owner']);
  });

  it('by oneself is leaving, and anyone may', async () => {
    const team = await aTeam();
    const [helper] = await devices(1);
    await team.as(team.founder).admit(helper!, 'fairHelper');
    await team.as(helper!).remove(helper!);
    expect(await team.roles(helper!)).toEqual(['removed']);
  });
});

describe('whatever lies in the team document', () => {
  async function aBusyTeam(): Promise<{ readonly records: Records; readonly teamId: string; readonly staff: DeviceIdentity }> {
    const team = await aTeam();
    const [manager, staff, gone] = await devices(3);
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(manager!).admit(staff!, 'staff');
    await team.as(manager!).admit(gone!, 'staff');
    await team.as(team.founder).setRole(staff!, 'auditor');
    await team.as(manager!).rename(staff!, 'Tablet 7');
    await team.as(team.founder).remove(gone!);
    return { records: team.records(), teamId: team.teamId, staff: staff! };
  }

  it('in any order comes to the same', async () => {
    const { records, teamId } = await aBusyTeam();
    const expected = await readRoster(records, teamId);
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(Object.entries(records), { minLength: Object.keys(records).length }), async (entries) => {
      expect((await readRoster(Object.fromEntries(entries), teamId)).devices).toEqual(new Map([...expected.devices]));
    }), { seed: 1, numRuns: 30 });
  });

  it('a record with anything changed in it is left out, and its place is not taken', async () => {
    const { records, teamId } = await aBusyTeam();
    const entries = Object.entries(records);
    const expected = await readRoster(records, teamId);
    await fc.assert(
      fc.asyncProperty(fc.nat(entries.length - 1), fc.nat(20), fc.oneof(fc.string(), fc.jsonValue(), fc.nat()), async (which, field, replacement) => {
        const [id, json] = entries[which]!;
        const fields = Object.keys(json as object);
        const key = fields[field % fields.length]!;
        const forged = { ...(json as Record<string, Json>), [key]: replacement as Json };
        if (JSON.stringify(forged) === JSON.stringify(json)) return;
        const parsed = parseRecord(forged);
        // Beside the true ones, under its own id or any other: nothing changes.
        const beside = { ...records, [parsed?.id ?? 'x']: parsed && parsed.id !== id ? forged : (records[parsed?.id ?? 'x'] ?? forged), forged };
        expect((await readRoster(beside, teamId)).devices).toEqual(expected.devices);
        // In the place of the true one: as if that one were missing.
        const { [id]: _missing, ...rest } = records;
        expect((await readRoster({ ...records, [id]: forged }, teamId)).devices).toEqual((await readRoster(rest, teamId)).devices);
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  it('records that a device of no rank signs about others change nothing', async () => {
    const { records, teamId, staff } = await aBusyTeam();
    const expected = await readRoster(records, teamId);
    const ids = [...expected.devices.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(ids.length - 1), fc.constantFrom('remove', 'grant', 'name'), fc.constantFrom('owner', 'staff'), async (which, kind, role) => {
        const target = expected.devices.get(ids[which]!)!;
        if (target.id === staff.id) return;
        const said = { team: teamId, by: staff.id, at: STAMP, device: target.id };
        const prev = [...expected.records.keys()];
        const content: RosterContent =
          kind === 'remove' ? { ...said, kind, keeps: [] }
          : kind === 'name' ? { ...said, kind, name: 'x', person: 'y', prev }
          : { ...said, kind: 'grant', signKey: target.signKey, agreeKey: staff.agreeKey, role: role as 'owner', name: 'x', person: 'y', prev, keeps: [], recovery: new Uint8Array(0) };
        const id = recordId(content);
        const value = recordToJson({ ...content, id, signature: await staff.sign(signedBytes(content)) });
        expect((await readRoster({ ...records, [id]: value }, teamId)).devices).toEqual(expected.devices);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('any amount of rubbish crowds nobody out, whatever it is called', async () => {
    const team = await aTeam();
    const [staff] = [await aDevice()];
    await team.as(team.founder).admit(staff, 'staff');
    const flood = Object.fromEntries(Array.from({ length: 20_001 }, (_, n) => [String(n), { v: 1 }]));
    const { devices } = await readRoster({ ...flood, ...team.records() }, team.teamId);
    expect(new Set(devices.keys())).toEqual(new Set([team.founder.id, staff.id]));
  });

  it('rubbish of any shape is passed over', async () => {
    const { records, teamId } = await aBusyTeam();
    const expected = await readRoster(records, teamId);
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (rubbish) => {
      expect((await readRoster({ ...(rubbish as Records), ...records }, teamId)).devices).toEqual(expected.devices);
    }), { seed: 4, numRuns: 100 });
  });
});
