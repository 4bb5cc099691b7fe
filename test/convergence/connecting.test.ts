/** Whole devices without any meeting point: only codes that people carry bring them together. */
import { afterEach, expect, test } from 'vitest';
import type { TeamState } from '../../src/replica/team';
import { must } from '../support/books';
import { createShop, customer, namesIn, type TeamDevice } from '../support/team-devices';
import { digitsIn } from '../support/team';

const opened: TeamDevice[] = [];
const closeAll = async (): Promise<void> => { for (const device of opened.splice(0)) await device.close(); };
afterEach(closeAll);

async function apart(...names: string[]) {
  const shop = createShop({}, 'apart');
  const devices: TeamDevice[] = [];
  for (const name of names) devices.push(await shop.device(name));
  opened.push(...devices);
  return { shop, devices: devices as [TeamDevice, TeamDevice, TeamDevice] };
}

const linkIn = ({ invite }: TeamState): string => (invite?.kind === 'waiting' ? invite.link : '');
const codeIn = ({ connect, join }: TeamState): string => (connect && 'code' in connect ? connect.code : join?.kind === 'answering' ? join.code : '');

async function invited(till: TeamDevice, fair: TeamDevice): Promise<string> {
  must(await till.team.invite({ role: 'staff', isDirect: true }));
  must(await fair.team.join({ link: linkIn(till.team.state()), yourName: 'Ben', deviceName: 'Fair' }));
  return codeIn(await fair.until(({ join }) => join?.kind === 'answering'));
}
async function letInByCodes(till: TeamDevice, fair: TeamDevice): Promise<void> {
  must(await till.team.readCode(await invited(till, fair)));
  const [asked, shown] = await Promise.all([till.until(({ invite }) => invite?.kind === 'compare'), fair.until(({ join }) => join?.kind === 'compare')]);
  expect(asked.invite?.kind === 'compare' && asked.invite.code).toBe(shown.join?.kind === 'compare' && shown.join.code);
  must(await till.team.confirmInvite(digitsIn(till.team.state().invite)));
}
async function connect(one: TeamDevice, other: TeamDevice): Promise<void> {
  must(await one.team.connect());
  must(await other.team.readCode(codeIn(one.team.state())));
  must(await one.team.readCode(codeIn(other.team.state())));
}
const founded = async (till: TeamDevice): Promise<void> => {
  must(await till.book.perform(customer('Maria')));
  must(await till.team.create({ teamName: 'Weber Optik', yourName: 'Anna', deviceName: 'Till' }));
};
const holdsSame = ({ summary }: TeamState): boolean => summary.kind === 'same';

test('a new device is let in by an invitation with an offer, and the book follows over the same connection', async () => {
  const { devices: [till, fair] } = await apart('till', 'fair');
  await founded(till);
  await letInByCodes(till, fair);
  await Promise.all([till.until(holdsSame), fair.until(holdsSame)]);
  expect(namesIn(fair.book)).toEqual(['Maria']);
  must(await fair.book.perform(customer('Zoe')));
  await till.until(() => namesIn(till.book).length === 2);
});

test('colleagues that no meeting point brings together connect by codes, from either side, and again after both were closed', async () => {
  const { devices: [till, fair] } = await apart('till', 'fair');
  await founded(till);
  await letInByCodes(till, fair);
  await Promise.all([till.until(holdsSame), fair.until(holdsSame)]);
  const again = [await till.restart(), await fair.restart()] as [TeamDevice, TeamDevice];
  opened.splice(0, opened.length, ...again);
  for (const [one, other, name] of [[...again, 'Otto'], [again[1], again[0], 'Pia']] as const) {
    must(await other.book.perform(customer(name)));
    await connect(one, other);
    const [here] = await Promise.all([one.until(({ connect: state }) => state?.kind === 'connected'), other.until(({ connect: state }) => state?.kind === 'connected')]);
    expect(here.connect).toEqual({ kind: 'connected', deviceName: other.name === 'till' ? 'Till' : 'Fair' });
    await one.until(() => namesIn(one.book).includes(name));
    await one.team.cancelConnect();
    expect(one.team.state().connect).toBeUndefined();
  }
});

test('each wrong code is named, and the right one still works after it', async () => {
  const { devices: [till, fair] } = await apart('till', 'fair');
  await founded(till);
  await letInByCodes(till, fair);
  await till.until(holdsSame);
  must(await till.team.connect());
  const older = codeIn(till.team.state());
  must(await fair.team.readCode(older));
  const late = codeIn(fair.team.state());
  must(await till.team.connect());
  const shown = codeIn(till.team.state());
  const problems = [];
  for (const text of ['', 'Ben', shown.slice(0, -3), late, shown]) problems.push(await till.team.readCode(text));
  expect(problems.map((result) => !result.ok && result.error.kind)).toEqual(['no-code', 'no-code', 'no-code', 'other-offer', 'own-code']);
  must(await fair.team.readCode(shown));
  must(await till.team.readCode(codeIn(fair.team.state())));
  await till.until(({ connect: state }) => state?.kind === 'connected');
});

test('an answer is for one invitation alone; a device of another team is not connected with', async () => {
  const { devices: [till, fair, other] } = await apart('till', 'fair', 'other');
  await founded(till);
  const late = await invited(till, fair);
  const right = await invited(till, fair);
  expect(await till.team.readCode(late)).toEqual({ ok: false, error: { kind: 'other-offer' } });
  must(await till.team.readCode(right));
  await till.until(({ invite }) => invite?.kind === 'compare');
  must(await till.team.confirmInvite(digitsIn(till.team.state().invite)));
  await till.until(holdsSame);

  expect(await other.team.readCode('UgEB')).toMatchObject({ error: { kind: 'no-code' } });
  must(await other.team.create({ teamName: 'Elsewhere', yourName: 'Eve', deviceName: 'Other' }));
  await connect(till, other);
  const ended = await Promise.all([till, other].map((device) => device.until(({ connect: state }) => state?.kind === 'ended')));
  expect(ended.map(({ connect: state }) => state)).toEqual([{ kind: 'ended', error: { kind: 'wrong-team' } }, { kind: 'ended', error: { kind: 'wrong-team' } }]);
  expect(namesIn(other.book)).toEqual([]);
});

test('who cancels while the answer is shown still has nothing of the team, and may try again', async () => {
  const { devices: [till, fair] } = await apart('till', 'fair');
  await founded(till);
  await invited(till, fair);
  await fair.team.cancelJoin();
  await fair.until(({ join }) => join === undefined);
  expect(fair.team.state().team).toBeUndefined();
  await letInByCodes(till, fair);
  await fair.until(holdsSame);
});
