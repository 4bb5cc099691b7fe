import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '../../../../src/replica/team/bytes';
import { verify } from '../../../../src/replica/team/crypto';
import { readEpochs, rotateEpoch } from '../../../../src/replica/team/epochs';
import { formatRecoveryCode, parseRecoveryCode } from '../../../../src/replica/team/recovery-code';
import { admitRecoveryKit, makeRecoveryKit, openRecoveryKit, recoveryKitsOf } from '../../../../src/replica/team/recovery-kit';
import { admitDevice, removeDevice } from '../../../../src/replica/team/roster-write';
import { aDevice, aTeam, introductionOf, STAMP, type TestTeam } from '../../../support/team';

const secret = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('the code of the recovery kit', () => {
  it('is seven groups of four letters that nobody mixes up', () => {
    fc.assert(fc.property(secret, (bytes) => {
      const code = formatRecoveryCode(bytes);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
      expect(parseRecoveryCode(code)).toEqual(bytes);
    }), { seed: 1 });
    // Computed by another implementation: what is printed must stay readable.
    expect(formatRecoveryCode(new Uint8Array(16))).toBe('0000-0000-0000-0000-0000-0000-0180');
    expect(formatRecoveryCode(Uint8Array.from({ length: 16 }, (_, i) => i * 17))).toBe('008J-4CT4-ANK7-F24S-NAXW-SQFE-ZYM8');
  });

  it('is read however it was typed from the paper', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, i) => i * 17);
    const code = formatRecoveryCode(bytes);
    const typings = [code.toLowerCase(), code.replace(/-/g, ''), code.replace(/-/g, ' '), ` ${code.replace(/-/g, '\n')}\t`, code.replace(/-/g, '–'), code.replace(/0/g, 'O'), code.replace(/0/g, 'o').replace(/1/g, 'l'), code.replace(/1/g, 'I'), `"${code}".`];
    for (const typed of typings) expect(parseRecoveryCode(typed), typed).toEqual(bytes);
  });

  it('is refused with one letter wrong, missing or added, or two swapped, nearly always', () => {
    let taken = 0;
    let tried = 0;
    const code = formatRecoveryCode(Uint8Array.from({ length: 16 }, (_, i) => i * 29 + 5)).replace(/-/g, '');
    const tryTyped = (typed: string): void => {
      if (typed === code) return;
      tried += 1;
      if (parseRecoveryCode(typed)) taken += 1;
    };
    for (let at = 0; at < code.length; at++) {
      for (const letter of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') tryTyped(code.slice(0, at) + letter + code.slice(at + 1));
      tryTyped(code.slice(0, at) + code.slice(at + 1));
      tryTyped(`${code.slice(0, at)}7${code.slice(at)}`);
      tryTyped(code.slice(0, at) + (code[at + 1] ?? '') + code[at]! + code.slice(at + 2));
    }
    expect(tried).toBeGreaterThan(900);
    expect(taken).toBeLessThanOrEqual(2); // one of 4,096 is expected to pass the checksum
  });

  it('is told from anything else', () => {
    for (const typed of ['', '-', 'U'.repeat(28), 'ß'.repeat(28), '0'.repeat(5_000), '١'.repeat(28), '😀'.repeat(14)]) expect(parseRecoveryCode(typed)).toBeUndefined();
    fc.assert(fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (typed) => void parseRecoveryCode(typed)), { seed: 2, numRuns: 500 });
  });
});

async function aTeamWithKit(): Promise<{ team: TestTeam; kit: Awaited<ReturnType<typeof makeRecoveryKit>> }> {
  const team = await aTeam();
  const kit = await makeRecoveryKit();
  team.add(await admitRecoveryKit({ signer: team.founder, roster: await team.roster(), at: STAMP }, kit));
  return { team, kit };
}

const sealedIn = async (team: TestTeam) => recoveryKitsOf(await team.roster()).map(({ sealed }) => sealed);

describe('a recovery kit', () => {
  it('makes a device an owner of the team again, with what stands in the team document alone', async () => {
    const { team, kit } = await aTeamWithKit();
    const opened = await openRecoveryKit(kit.code, await sealedIn(team));
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(opened.value.id).toBe(kit.id);
    expect(await verify(kit.introduction.signKey, utf8Bytes('x'), await opened.value.sign(utf8Bytes('x')))).toBe(true);
    const tablet = await aDevice();
    team.add(await admitDevice({ signer: opened.value, roster: await team.roster(), at: STAMP }, tablet.id, introductionOf(tablet), 'owner'));
    expect(await team.roles(tablet)).toEqual(['owner']);
    await team.as(tablet).remove(team.founder);
    expect(await team.roles(team.founder)).toEqual(['removed']);
  });

  it('is given the key of each epoch as a device is', async () => {
    const { team, kit } = await aTeamWithKit();
    const roster = await team.roster();
    const { epoch, records } = await rotateEpoch({ signer: team.founder, roster, highest: 0, at: STAMP });
    const opened = await openRecoveryKit(kit.code, await sealedIn(team));
    if (!opened.ok) throw new Error(opened.error.kind);
    const epochs = await readEpochs({ records: Object.fromEntries(records.map(({ id, value }) => [id, value])), roster, self: opened.value, known: new Map() });
    expect(epochs.current).toEqual(epoch);
  });

  it('says that the code is wrong, whether mistyped, of another kit, or of one that was replaced', async () => {
    const { team, kit } = await aTeamWithKit();
    const wrong = { ok: false, error: { kind: 'bad-code' } };
    expect(await openRecoveryKit('', await sealedIn(team))).toEqual(wrong);
    expect(await openRecoveryKit((await makeRecoveryKit()).code, await sealedIn(team))).toEqual(wrong);
    const next = await makeRecoveryKit();
    team.add(await admitRecoveryKit({ signer: team.founder, roster: await team.roster(), at: STAMP }, next));
    expect((await openRecoveryKit(next.code, await sealedIn(team))).ok).toBe(true);
    expect((await openRecoveryKit(kit.code, await sealedIn(team))).ok).toBe(true);
    team.add(await removeDevice({ signer: team.founder, roster: await team.roster(), at: STAMP }, kit.id));
    expect(await openRecoveryKit(kit.code, await sealedIn(team))).toEqual(wrong);
    expect((await openRecoveryKit(next.code, await sealedIn(team))).ok).toBe(true);
  });

  it('with a damaged seal is not opened, and does not stand before a good one', async () => {
    const kit = await makeRecoveryKit();
    for (const at of [0, 12, 50, kit.sealed.length - 1]) expect((await openRecoveryKit(kit.code, [kit.sealed.with(at, kit.sealed[at]! ^ 1)])).ok).toBe(false);
    expect((await openRecoveryKit(kit.code, [new Uint8Array(0), kit.sealed.subarray(0, 40), kit.sealed])).ok).toBe(true);
  });

  it('is made an owner by an owner only', async () => {
    const { team } = await aTeamWithKit();
    const manager = await aDevice();
    await team.as(team.founder).admit(manager, 'manager');
    const forged = await makeRecoveryKit();
    team.add(await admitRecoveryKit({ signer: manager, roster: await team.roster(), at: STAMP }, forged));
    expect(recoveryKitsOf(await team.roster()).map(({ id }) => id)).not.toContain(forged.id);
  });
});
