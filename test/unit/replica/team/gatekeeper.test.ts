import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../../../src/domain/team';
import { verify } from '../../../../src/replica/team/crypto';
import type { DeviceIdentity } from '../../../../src/replica/team/device-keys';
import { createGatekeeper } from '../../../../src/replica/team/gatekeeper';
import { admitRecoveryKit, makeRecoveryKit } from '../../../../src/replica/team/recovery-kit';
import { encodeRecords, type RecordsById } from '../../../../src/replica/team/records-codec';
import { readRoster } from '../../../../src/replica/team/roster';
import { chainOfMember, chainOfRemoval } from '../../../../src/replica/team/roster-chain';
import { createSignatureMemory } from '../../../../src/replica/team/signature-memory';
import { aDevice, aTeam, STAMP, type TestTeam } from '../../../support/team';

/** The gate of `self`, which knows what `team` knows. */
async function aGate(team: TestTeam, self: DeviceIdentity) {
  let roster = await team.roster();
  const remembered: string[] = [];
  const removals: { readonly by: string; readonly isOwnWish: boolean }[] = [];
  const gate = createGatekeeper({
    self,
    roster: () => roster,
    remember: async (records) => {
      remembered.push(...Object.keys(records));
      team.add(...Object.entries(records).map(([id, value]) => ({ id, value })));
      roster = await team.roster();
    },
    onRemoved: ({ by, isOwnWish }) => removals.push({ by, isOwnWish }),
  });
  return { gate, remembered, removals };
}

const NOTHING = new Uint8Array(0);
const devices = async (count: number): Promise<readonly DeviceIdentity[]> => Promise.all(Array.from({ length: count }, aDevice));

describe('the gate of a team', () => {
  it('knows its members without being shown anything, the removed as removed, and nobody else', async () => {
    const team = await aTeam();
    const [anna, ben, stranger] = await devices(3);
    await team.as(team.founder).admit(anna!, 'staff');
    await team.as(team.founder).admit(ben!, 'staff');
    await team.as(team.founder).remove(ben!);
    const { gate } = await aGate(team, team.founder);
    expect(gate.self).toBe(team.founder.id);
    expect(await gate.admit(anna!.id, NOTHING)).toEqual({ id: anna!.id, signKey: anna!.signKey, isRemoved: false });
    expect(await gate.admit(ben!.id, NOTHING)).toMatchObject({ isRemoved: true });
    expect(await gate.admit(stranger!.id, NOTHING)).toBeUndefined();
    const data = new Uint8Array([1, 2, 3]);
    expect(await verify(team.founder.signKey, data, await gate.sign(data))).toBe(true);
  });

  it('lets in a colleague that has not been heard of by the records that let it in, and remembers them', async () => {
    const team = await aTeam();
    const [manager, anna, ben] = await devices(3);
    await team.as(team.founder).admit(ben!, 'staff');
    const away = team.apart();
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(manager!).admit(anna!, 'staff');
    const credentials = (await aGate(team, anna!)).gate.credentials();
    const { gate, remembered } = await aGate(away, ben!);
    expect(await gate.admit(anna!.id, NOTHING)).toBeUndefined();
    expect(await gate.admit(anna!.id, credentials)).toEqual({ id: anna!.id, signKey: anna!.signKey, isRemoved: false });
    expect(remembered).toHaveLength(2);
    expect(await gate.admit(anna!.id, NOTHING)).toMatchObject({ isRemoved: false });
    expect(await gate.admit(manager!.id, NOTHING)).toMatchObject({ isRemoved: false });
    expect(await away.roles(anna!, manager!)).toEqual(['staff', 'manager']);
  });

  it('shows no more than the way from the founder to this device', async () => {
    const team = await aTeam();
    const [manager, anna, ...others] = await devices(12);
    await team.as(team.founder).admit(manager!, 'manager');
    for (const other of others) await team.as(manager!).admit(other, 'staff', 'Secret tablet');
    await team.as(manager!).admit(anna!, 'staff');
    const chain = chainOfMember(await team.roster(), anna!.id);
    expect(Object.keys(chain)).toHaveLength(3);
    const text = new TextDecoder().decode((await aGate(team, anna!)).gate.credentials());
    expect(text).not.toContain('Secret');
    expect(text.length).toBeLessThan(4_000);
  });

  it('has nothing to show for who is not in the roster', async () => {
    const team = await aTeam();
    expect((await aGate(team, await aDevice())).gate.credentials()).toEqual(NOTHING);
    expect((await aGate(team, team.founder)).gate.farewell(team.founder.id)).toBeUndefined();
    expect((await aGate(team, team.founder)).gate.farewell((await aDevice()).id)).toBeUndefined();
  });

  it('is not opened by credentials of another device, another team, forged ones, or from whom has no right', async () => {
    const [team, other] = [await aTeam(), await aTeam()];
    const [anna, mole, stranger] = await devices(3);
    const away = team.apart();
    await team.as(team.founder).admit(anna!, 'staff');
    const { gate, remembered } = await aGate(away, team.founder);
    const credentials = (await aGate(team, anna!)).gate.credentials();
    expect(await gate.admit(stranger!.id, credentials)).toBeUndefined();

    await other.as(other.founder).admit(stranger!, 'owner');
    expect(await gate.admit(stranger!.id, (await aGate(other, stranger!)).gate.credentials())).toBeUndefined();

    await team.as(anna!).admit(mole!, 'owner');
    expect(await gate.admit(mole!.id, encodeRecords(team.records()))).toBeUndefined();

    const forged = Object.fromEntries(Object.entries(chainOfMember(await team.roster(), anna!.id)).map(([id, json]) => [id, { ...(json as object), device: stranger!.id }]));
    expect(await gate.admit(stranger!.id, encodeRecords(forged as RecordsById))).toBeUndefined();
    for (const rubbish of [new Uint8Array([0]), new TextEncoder().encode('{"a":1}'), new TextEncoder().encode('[]'), credentials.subarray(0, 90)]) expect(await gate.admit(anna!.id, rubbish)).toBeUndefined();
    expect(remembered).toEqual([]);
  });

  it('is not opened by old credentials to whom was removed', async () => {
    const team = await aTeam();
    const [anna, manager, ben] = await devices(3);
    await team.as(team.founder).admit(anna!, 'staff');
    await team.as(team.founder).admit(manager!, 'manager');
    const before = team.apart();
    await team.as(team.founder).remove(anna!);
    const { gate } = await aGate(team, team.founder);
    expect(await gate.admit(anna!.id, (await aGate(before, anna!)).gate.credentials())).toMatchObject({ isRemoved: true });
    // Nor to whom a removed manager lets in afterwards.
    await team.as(team.founder).remove(manager!);
    await before.as(manager!).admit(ben!, 'staff');
    const { gate: later } = await aGate(team, team.founder);
    expect(await later.admit(ben!.id, (await aGate(before, ben!)).gate.credentials())).toBeUndefined();
  });

  it('is not opened to a recovery kit: it is paper', async () => {
    const team = await aTeam();
    const kit = await makeRecoveryKit();
    team.add(await admitRecoveryKit({ signer: team.founder, roster: await team.roster(), at: STAMP }, kit));
    const { gate } = await aGate(team, team.founder);
    expect(await gate.admit(kit.id, encodeRecords(chainOfMember(await team.roster(), kit.id)))).toBeUndefined();
  });
});

describe('the farewell', () => {
  it('is believed by the removed device when it is signed by who may, even if it has never heard of the signer', async () => {
    const team = await aTeam();
    const [manager, anna] = await devices(2);
    await team.as(team.founder).admit(anna!, 'staff');
    const away = team.apart();
    await team.as(team.founder).admit(manager!, 'manager');
    await team.as(manager!).remove(anna!);
    const order = (await aGate(team, team.founder)).gate.farewell(anna!.id)!;
    const { gate, removals } = await aGate(away, anna!);
    expect(await gate.onFarewell(order)).toBe(true);
    expect(removals).toEqual([{ by: manager!.id, isOwnWish: false }]);
    expect(await away.roles(anna!)).toEqual(['removed']);
  });

  it('wipes nothing when it is forged, cut, of somebody else, of another team, or from whom has no right', async () => {
    const [team, other] = [await aTeam(), await aTeam()];
    const [anna, ben, carla] = await devices(3);
    for (const device of [anna!, ben!, carla!]) await team.as(team.founder).admit(device, 'staff');
    const away = team.apart();
    const { gate, removals } = await aGate(away, anna!);
    await team.as(team.founder).remove(carla!);
    const orderOfCarla = (await aGate(team, team.founder)).gate.farewell(carla!.id)!;
    expect(await gate.onFarewell(orderOfCarla)).toBe(false);

    const redirected = new TextDecoder().decode(orderOfCarla).replaceAll(carla!.id, anna!.id);
    expect(await gate.onFarewell(new TextEncoder().encode(redirected))).toBe(false);

    const rebels = team.apart();
    await rebels.as(ben!).remove(anna!);
    expect(await gate.onFarewell(encodeRecords(rebels.records()))).toBe(false);

    await other.as(other.founder).admit(anna!, 'staff');
    await other.as(other.founder).remove(anna!);
    expect(await gate.onFarewell((await aGate(other, other.founder)).gate.farewell(anna!.id)!)).toBe(false);

    await team.as(team.founder).remove(anna!);
    const order = (await aGate(team, team.founder)).gate.farewell(anna!.id)!;
    for (let cut = 0; cut < order.length; cut += 50) expect(await gate.onFarewell(order.subarray(0, cut))).toBe(false);
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (any) => {
      expect(await gate.onFarewell(any)).toBe(false);
    }), { seed: 1, numRuns: 100 });
    expect(removals).toEqual([]);
    expect(await away.roles(anna!)).toEqual(['staff']);
    expect(await gate.onFarewell(order)).toBe(true);
  });

  it('of a device that has left by itself says so', async () => {
    const team = await aTeam();
    const anna = await aDevice();
    await team.as(team.founder).admit(anna, 'staff');
    const away = team.apart();
    await team.as(anna).remove(anna);
    const { gate, removals } = await aGate(away, anna);
    expect(await gate.onFarewell((await aGate(team, team.founder)).gate.farewell(anna.id)!)).toBe(true);
    expect(removals).toEqual([{ by: anna.id, isOwnWish: true }]);
  });
});

describe('a chain', () => {
  const deed = fc.record({ by: fc.nat(5), on: fc.nat(5), what: fc.constantFrom('admit', 'role', 'remove'), role: fc.constantFrom<Role>(...ROLES) });

  it('proves by itself, and to whoever knows only some of the rest, what the whole roster says', async () => {
    await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 14 }), fc.nat(), async (deeds, cut) => {
      const team = await aTeam();
      const everyone = [team.founder, ...(await devices(5))];
      const verifyOnce = createSignatureMemory();
      const some: RecordsById[] = [];
      for (const { by, on, what, role } of deeds) {
        const [author, device] = [everyone[by]!, everyone[on]!];
        const isKnown = (await team.roster()).devices.has(device.id);
        if (what === 'admit') await team.as(author).admit(device, role);
        else if (isKnown && what === 'role') await team.as(author).setRole(device, role);
        else if (isKnown) await team.as(author).remove(device);
        some.push(team.records());
      }
      const roster = await team.roster();
      const known = some[cut % some.length]!;
      for (const { id, removed } of roster.devices.values()) {
        const chain = removed ? chainOfRemoval(roster, id)! : chainOfMember(roster, id);
        for (const others of [{}, known]) {
          const read = await readRoster({ ...others, ...chain }, team.teamId, verifyOnce);
          // A removal tells nothing of the removed device's keys: whoever is removed knows its own grant.
          const own = removed ? await readRoster({ ...others, ...chain, ...chainOfMember(roster, id) }, team.teamId, verifyOnce) : read;
          expect(own.devices.has(id)).toBe(true);
          expect(own.devices.get(id)!.removed !== undefined).toBe(removed !== undefined);
        }
      }
    }), { seed: 5, numRuns: 40 });
  });
});
