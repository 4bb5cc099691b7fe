import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceIdentity } from '../../../../src/replica/team/device-keys';
import { makeEpoch, type Epoch } from '../../../../src/replica/team/epoch-keys';
import { admitRecoveryKit, makeRecoveryKit } from '../../../../src/replica/team/recovery-kit';
import { openSyncFile, recoverSyncFile, sealSyncFile } from '../../../../src/replica/team/sync-file';
import { aDevice, aTeam, STAMP, type TestTeam } from '../../../support/team';

const CHUNK = 256 * 1024;

async function aShop() {
  const team = await aTeam();
  const tablet = await aDevice();
  await team.as(team.founder).admit(tablet, 'staff');
  const epoch = await makeEpoch(team.teamId);
  return { team, tablet, epoch };
}
type Shop = Awaited<ReturnType<typeof aShop>>;

const sealFor = async ({ team, epoch }: Shop, content: Uint8Array): Promise<Uint8Array> => sealSyncFile({ roster: await team.roster(), epoch, author: team.founder, content });
const openAs = (file: Uint8Array, team: TestTeam, self: DeviceIdentity, ...held: readonly Epoch[]) => openSyncFile(file, { teamId: team.teamId, self, held });

const someBytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);
const badFile = (detail: string) => ({ ok: false, error: { kind: 'bad-file', detail } });

describe('a sync file', () => {
  it.each([0, 1, 1_000, CHUNK - 129, CHUNK - 128, 2 * CHUNK, 2 * CHUNK + 77])('of %i bytes comes out as it went in, with its author', async (length) => {
    const shop = await aShop();
    const content = someBytes(length);
    const opened = await openAs(await sealFor(shop, content), shop.team, shop.tablet, shop.epoch);
    expect(opened).toMatchObject({ ok: true, value: { teamId: shop.team.teamId, author: shop.team.founder.id, epoch: shop.epoch } });
    expect(opened.ok && Buffer.from(opened.value.content).equals(content)).toBe(true);
  });

  it('is read by a member that lacks the key of its epoch, and by nobody who is not in the roster', async () => {
    const shop = await aShop();
    const file = await sealFor(shop, someBytes(10));
    const older = await makeEpoch(shop.team.teamId);
    expect(await openAs(file, shop.team, shop.tablet, older)).toMatchObject({ ok: true, value: { epoch: shop.epoch } });
    expect(await openAs(file, shop.team, await aDevice(), older)).toEqual(badFile('no-key'));
  });

  it('written after a removal is closed to the removed device', async () => {
    const shop = await aShop();
    await shop.team.as(shop.team.founder).remove(shop.tablet);
    const next = await makeEpoch(shop.team.teamId);
    expect(await openAs(await sealFor({ ...shop, epoch: next }, someBytes(10)), shop.team, shop.tablet, shop.epoch)).toEqual(badFile('no-key'));
  });

  it('of another team is refused as that', async () => {
    const [shop, other] = [await aShop(), await aShop()];
    expect(await openAs(await sealFor(shop, someBytes(10)), other.team, other.tablet, other.epoch)).toEqual({ ok: false, error: { kind: 'wrong-team' } });
    // even to a device that belongs to both
    await other.team.as(other.team.founder).admit(shop.tablet, 'staff');
    expect(await openAs(await sealFor(shop, someBytes(10)), other.team, shop.tablet, other.epoch)).toEqual({ ok: false, error: { kind: 'wrong-team' } });
  });

  it('of a newer version is refused with the number of it', async () => {
    const shop = await aShop();
    const file = (await sealFor(shop, someBytes(10))).with(8, 2);
    expect(await openAs(file, shop.team, shop.tablet, shop.epoch)).toEqual({ ok: false, error: { kind: 'other-version', theirs: 2 } });
    expect(await openAs(file.subarray(0, 9), shop.team, shop.tablet, shop.epoch)).toEqual({ ok: false, error: { kind: 'other-version', theirs: 2 } });
  });

  it('that was cut anywhere says so, and so does one with something behind it', async () => {
    const shop = await aShop();
    const file = await sealFor(shop, someBytes(600));
    for (let length = 0; length < file.length; length += length < 40 ? 1 : 37) expect(await openAs(file.subarray(0, length), shop.team, shop.tablet, shop.epoch), String(length)).toEqual(badFile('cut-short'));
    expect(await openAs(file.subarray(0, -1), shop.team, shop.tablet, shop.epoch)).toEqual(badFile('cut-short'));
    expect(await openAs(new Uint8Array([...file, 0]), shop.team, shop.tablet, shop.epoch)).toEqual(badFile('damaged'));
  });

  it('with any one bit changed is not opened, and its content not half read', async () => {
    const shop = await aShop();
    const file = await sealFor(shop, someBytes(600));
    const details = new Set<string>();
    for (let at = 0; at < file.length; at++) {
      const opened = await openAs(file.with(at, file[at]! ^ (1 << (at & 7))), shop.team, shop.tablet, shop.epoch);
      expect(opened.ok, String(at)).toBe(false);
      if (!opened.ok) details.add(opened.error.kind === 'bad-file' ? opened.error.detail : opened.error.kind);
    }
    expect([...details].sort()).toEqual(['cut-short', 'damaged', 'not-sync-file', 'other-version']);
  });

  it('with chunks swapped, or taken from another file of the same epoch, is damaged', async () => {
    const shop = await aShop();
    const content = new Uint8Array(4 * CHUNK);
    const [one, two] = [await sealFor(shop, content), await sealFor(shop, content)];
    const sealed = CHUNK + 16;
    const start = one.length - (4 * sealed + 129 + 16);
    const chunk = (file: Uint8Array, n: number): Uint8Array => file.slice(start + n * sealed, start + (n + 1) * sealed);
    const swapped = one.slice();
    swapped.set(chunk(one, 2), start + sealed);
    swapped.set(chunk(one, 1), start + 2 * sealed);
    expect(await openAs(swapped, shop.team, shop.tablet, shop.epoch)).toEqual(badFile('damaged'));
    const mixed = one.slice();
    mixed.set(chunk(two, 1), start + sealed);
    expect(await openAs(mixed, shop.team, shop.tablet, shop.epoch)).toEqual(badFile('damaged'));
    expect((await openAs(one, shop.team, shop.tablet, shop.epoch)).ok).toBe(true);
  });

  it('cannot be signed in the name of another', async () => {
    const shop = await aShop();
    const author = { signKey: shop.team.founder.signKey, sign: shop.tablet.sign };
    const file = await sealSyncFile({ roster: await shop.team.roster(), epoch: shop.epoch, author, content: someBytes(10) });
    expect(await openAs(file, shop.team, shop.tablet, shop.epoch)).toEqual(badFile('damaged'));
  });

  it('shows no id, key or name, and nothing of the content', async () => {
    const shop = await aShop();
    const content = new TextEncoder().encode('Frau Sommer, 0151 23456789 '.repeat(20));
    const file = Buffer.from(await sealFor(shop, content));
    const secrets = [shop.team.teamId, shop.team.founder.id, shop.tablet.id, shop.epoch.id, 'Sommer', 'Weber', 'Counter'];
    for (const text of secrets) {
      expect(file.includes(text)).toBe(false);
      if (text.length === 22) expect(file.includes(Buffer.from(text, 'base64url'))).toBe(false);
    }
    for (const bytes of [shop.team.founder.signKey, shop.tablet.agreeKey, shop.epoch.key]) expect(file.includes(Buffer.from(bytes))).toBe(false);
    // Two files of the same content have nothing in common but magic, version and lengths.
    const other = Buffer.from(await sealFor(shop, content));
    const lengthAt = 61;
    for (let at = 13; at + 8 <= file.length; at += 4) if (at !== lengthAt) expect(other.includes(file.subarray(at, at + 8)), String(at)).toBe(false);
  });

  it('of any bytes is refused and never throws', async () => {
    const shop = await aShop();
    const start = (await sealFor(shop, someBytes(10))).slice(0, 13);
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (any, hasStart) => {
      const opened = await openAs(hasStart ? new Uint8Array([...start, ...any]) : any, shop.team, shop.tablet, shop.epoch);
      expect(opened.ok).toBe(false);
    }), { seed: 3, numRuns: 300 });
    expect(await openAs(new TextEncoder().encode('Name;Phone\nSommer;0151'), shop.team, shop.tablet, shop.epoch)).toEqual(badFile('not-sync-file'));
  });
});

describe('a sync file and the printed code', () => {
  async function aShopWithKit() {
    const shop = await aShop();
    const kit = await makeRecoveryKit();
    shop.team.add(await admitRecoveryKit({ signer: shop.team.founder, roster: await shop.team.roster(), at: STAMP }, kit));
    return { shop, kit };
  }

  it('are all that a new device needs', async () => {
    const { shop, kit } = await aShopWithKit();
    const recovered = await recoverSyncFile(await sealFor(shop, someBytes(500)), kit.code);
    expect(recovered).toMatchObject({ ok: true, value: { teamId: shop.team.teamId, epoch: shop.epoch, author: shop.team.founder.id, content: someBytes(500) } });
    expect(recovered.ok && recovered.value.kit.id).toBe(kit.id);
  });

  it('do not fit each other when the code is wrong, or the file older than the kit', async () => {
    const { shop, kit } = await aShopWithKit();
    const file = await sealFor(shop, someBytes(500));
    expect(await recoverSyncFile(file, (await makeRecoveryKit()).code)).toEqual({ ok: false, error: { kind: 'bad-code' } });
    expect(await recoverSyncFile(file, 'no code')).toEqual({ ok: false, error: { kind: 'bad-code' } });
    const older = await aShop();
    expect(await recoverSyncFile(await sealFor(older, someBytes(9)), kit.code)).toEqual({ ok: false, error: { kind: 'bad-code' } });
  });

  it('say which of them is at fault', async () => {
    const { shop, kit } = await aShopWithKit();
    const file = await sealFor(shop, someBytes(500));
    expect(await recoverSyncFile(file.subarray(0, -20), kit.code)).toEqual(badFile('cut-short'));
    expect(await recoverSyncFile(file.with(-1, file.at(-1)! ^ 1), kit.code)).toEqual(badFile('damaged'));
    expect(await recoverSyncFile(new Uint8Array([1, 2]), kit.code)).toEqual(badFile('not-sync-file'));
  });
});
