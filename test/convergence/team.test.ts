/** Whole devices over memory: founding, joining, working together and apart, leaving, being removed, coming back by the printed code. */
import { afterEach, describe, expect, it } from 'vitest';
import { createShop, customer, letIn, namesIn, type Shop, type TeamDevice } from '../support/team-devices';
import { must } from '../support/books';
import { digitsIn } from '../support/team';

const HOUR = 3_600_000;
let open: TeamDevice[] = [];
afterEach(async () => {
  for (const device of open) await device.close();
  open = [];
});
const device = async (shop: Shop, name: string, clockAhead = 0): Promise<TeamDevice> => {
  const made = await shop.device(name, clockAhead);
  open.push(made);
  return made;
};
const founded = async (shop: Shop, name = 'till'): Promise<TeamDevice & { readonly code: string }> => {
  const founder = await device(shop, name);
  must(await founder.book.perform(customer('Anna')));
  const { recoveryCode } = must(await founder.team.create({ teamName: 'Quay Street', yourName: 'Aoife', deviceName: name }));
  return { ...founder, code: recoveryCode };
};
const isSame = (devices: number) => (state: ReturnType<TeamDevice['team']['state']>): boolean => state.summary.kind === 'same' && state.summary.devices === devices;

describe('a team', () => {
  it('begins with one device: what was there stays, and says that it is nowhere else', async () => {
    const till = await founded(createShop());
    expect(till.code.length).toBeGreaterThan(20);
    const state = await till.until(({ onlyHere }) => onlyHere.count === 1);
    expect(state).toMatchObject({ team: { name: 'Quay Street' }, self: { role: 'owner' }, summary: { kind: 'offline', onlyHere: 1 } });
    expect(state.devices).toMatchObject([{ name: 'till', person: 'Aoife', isSelf: true }]);
    expect(await till.team.create({ teamName: 'Again', yourName: 'A', deviceName: 'b' })).toMatchObject({ ok: false, error: { kind: 'has-team' } });
  });

  it('lets a device in whose clock is hours off; both then say that they hold the same, and each hears of the other at once', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet', 5 * HOUR);
    must(await tablet.book.perform(customer('Zoe')));
    await letIn(till, tablet);
    await Promise.all([till.until(isSame(1)), tablet.until(isSame(1))]);
    expect([namesIn(till.book), namesIn(tablet.book)]).toEqual([['Anna', 'Zoe'], ['Anna', 'Zoe']]);
    expect((await tablet.until(({ join }) => join?.kind === 'done')).team?.name).toBe('Quay Street');
    expect(till.team.state().devices.map(({ name, role, isLinked }) => [name, role, isLinked])).toEqual([['till', 'owner', false], ['tablet', 'staff', true]]);

    must(await tablet.book.perform(customer('Ben')));
    await expect.poll(() => namesIn(till.book)).toContain('Ben');
    // Who is off, each sees from where it stands.
    const clocksFrom = ({ team }: TeamDevice): readonly number[] => team.state().devices.flatMap(({ clockAhead }) => (clockAhead === undefined ? [] : [Math.round(clockAhead / 60_000)]));
    expect([clocksFrom(till), clocksFrom(tablet)]).toEqual([[300], [-300]]);
    tablet.team.look({ customer: 'c-Anna000000' });
    await till.until(({ looking }) => looking['c-Anna000000']?.[0]?.person === 'tablet\'s owner');
  });

  it('takes the place of a book that is to stay apart, but not before the device is let in', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet');
    must(await tablet.book.perform(customer('Zoe')));
    const come = async () => {
      must(await till.team.invite({ role: 'staff' }));
      const { invite } = await till.until((state) => state.invite?.kind === 'waiting');
      must(await tablet.team.join({ link: invite?.kind === 'waiting' ? invite.link : '', yourName: 'Zoe', deviceName: 'tablet', isApart: true }));
      await Promise.all([till.until((state) => state.invite?.kind === 'compare'), tablet.until((state) => state.join?.kind === 'compare')]);
    };
    await come();
    await tablet.team.cancelJoin();
    await till.until((state) => state.invite?.kind === 'ended');
    expect(namesIn(tablet.book)).toEqual(['Zoe']);
    await till.team.cancelInvite();

    await come();
    expect(namesIn(tablet.book)).toEqual(['Zoe']);
    must(await till.team.confirmInvite(digitsIn(till.team.state().invite)));
    await Promise.all([till.until(isSame(1)), tablet.until(isSame(1))]);
    expect([namesIn(till.book), namesIn(tablet.book)]).toEqual([['Anna'], ['Anna']]);
    await tablet.close();
    const back = await tablet.restart();
    open.push(back);
    await back.until(isSame(1));
    expect(namesIn(back.book)).toEqual(['Anna']);
  });

  it('goes on after restarts, and tells truly what has not been passed on', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet');
    await letIn(till, tablet);
    await till.until(isSame(1));
    await tablet.close();
    must(await till.book.perform(customer('Later')));
    await till.until(({ summary }) => summary.kind === 'offline' && summary.onlyHere === 1);
    const again = await till.restart();
    open.push(again);
    await again.until(({ summary }) => summary.kind === 'offline' && summary.onlyHere === 1);
    const back = await tablet.restart();
    open.push(back);
    await Promise.all([again.until(isSame(1)), back.until(isSame(1))]);
    expect(namesIn(back.book)).toEqual(['Anna', 'Later']);
  });

  it('lets nobody in who was cancelled, who comes twice, or whose link is no invitation', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet');
    expect(await tablet.team.join({ link: 'http://localhost/app/#/team/join/nonsense', yourName: 'B', deviceName: 'tablet' })).toMatchObject({ ok: false, error: { kind: 'bad-invite' } });
    must(await till.team.invite({ role: 'staff' }));
    const { invite } = till.team.state();
    const link = invite?.kind === 'waiting' ? invite.link : '';
    must(await tablet.team.join({ link, yourName: 'B', deviceName: 'tablet' }));
    await till.until((state) => state.invite?.kind === 'compare');
    await till.team.cancelInvite();
    expect((await tablet.until(({ join }) => join?.kind === 'ended')).join).toMatchObject({ error: { kind: 'declined' } });
    expect(tablet.team.state()).toMatchObject({ team: undefined, summary: { kind: 'alone' } });
    expect(namesIn(tablet.book)).toEqual([]);
    expect(till.team.state().devices).toHaveLength(1);
  });

  it('is for its roles: staff invite nobody and remove nobody', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet');
    await letIn(till, tablet);
    await tablet.until(isSame(1));
    expect(await tablet.team.invite({ role: 'staff' })).toMatchObject({ ok: false, error: { kind: 'not-allowed' } });
    expect(await tablet.team.removeDevice(till.team.state().devices[0]!.id)).toMatchObject({ ok: false, error: { kind: 'not-allowed' } });
    must(await till.team.renameDevice(till.team.state().devices[1]!.id, 'Fair tablet'));
    await tablet.until(({ devices }) => devices.some(({ name, isSelf }) => isSelf && name === 'Fair tablet'));
  });

  it('wipes a removed device when it comes near, and gives it nothing more', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet');
    await letIn(till, tablet);
    await till.until(isSame(1));
    await tablet.close();
    must(await till.team.removeDevice(till.team.state().devices[1]!.id));
    must(await till.book.perform(customer('Secret')));
    const back = await tablet.restart();
    open.push(back);
    await back.until(({ summary }) => summary.kind === 'problem' && summary.detail === 'removed');
    await expect.poll(() => namesIn(back.book)).toEqual([]);
    expect(till.team.state().devices[1]).toMatchObject({ name: 'tablet', isLinked: false });
    expect(till.team.state().devices[1]?.removedAt).toBeDefined();
  });

  it('can be left: the customers stay, the exchange ends', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet');
    await letIn(till, tablet);
    await Promise.all([till.until(isSame(1)), tablet.until(isSame(1))]);
    must(await tablet.team.leave());
    expect(tablet.team.state()).toMatchObject({ team: undefined, summary: { kind: 'alone' } });
    expect(namesIn(tablet.book)).toEqual(['Anna']);
    await till.until(({ devices }) => devices[1]?.removedAt !== undefined);
  });

  it('carries changes by a sealed file, twice without harm, and not into another team', async () => {
    const shop = createShop();
    const till = await founded(shop), tablet = await device(shop, 'tablet');
    await letIn(till, tablet);
    await till.until(isSame(1));
    shop.rooms.setOpen(false);
    shop.network.cut();
    must(await till.book.perform(customer('Ben')));
    const file = must(await till.team.writeSyncFile());
    expect(must(await tablet.team.readSyncFile(file))).toEqual({ changed: 1 });
    expect(must(await tablet.team.readSyncFile(file))).toEqual({ changed: 0 });
    expect(namesIn(tablet.book)).toEqual(['Anna', 'Ben']);
    const stranger = await founded(createShop(), 'stranger');
    expect(await stranger.team.readSyncFile(file)).toMatchObject({ ok: false, error: { kind: 'wrong-team' } });
    const cut = file.slice(0, file.length - 100);
    expect(await tablet.team.readSyncFile(cut)).toMatchObject({ ok: false, error: { kind: 'bad-file' } });
  });

  it('takes the file of a colleague who came while this device was away; none is for or from a device that was removed meanwhile', async () => {
    const shop = createShop();
    const till = await founded(shop), fair = await device(shop, 'fair'), lost = await device(shop, 'lost');
    await letIn(till, fair);
    await letIn(till, lost);
    await Promise.all([till, fair, lost].map((each) => each.until(isSame(2))));
    await Promise.all([fair.close(), lost.close()]);
    must(await till.team.removeDevice(till.team.state().devices.find(({ name }) => name === 'lost')!.id));
    const van = await device(shop, 'van');
    await letIn(till, van);
    must(await van.book.perform(customer('Ben')));
    await Promise.all([till.until(isSame(1)), van.until(isSame(1))]);

    shop.rooms.setOpen(false);
    shop.network.cut();
    const [back, kept] = await Promise.all([fair.restart(), lost.restart()]);
    open.push(back, kept);
    const fromVan = must(await van.team.writeSyncFile());
    // With every key that it ever had.
    expect(await kept.team.readSyncFile(fromVan)).toEqual({ ok: false, error: { kind: 'bad-file', detail: 'no-key' } });
    expect(namesIn(kept.book)).toEqual(['Anna']);
    must(await kept.book.perform(customer('Eve')));
    const fromLost = must(await kept.team.writeSyncFile());

    expect(must(await back.team.readSyncFile(fromVan))).toEqual({ changed: 1 });
    expect(namesIn(back.book)).toEqual(['Anna', 'Ben']);
    await back.until(({ devices }) => devices.some(({ name }) => name === 'van'));
    for (const member of [till, back]) expect(await member.team.readSyncFile(fromLost)).toEqual({ ok: false, error: { kind: 'not-allowed' } });
    expect(namesIn(back.book)).toEqual(['Anna', 'Ben']);
  });

  it('comes back from one file and the printed code, with a device that nobody let in', async () => {
    const shop = createShop();
    const till = await founded(shop);
    const file = must(await till.team.writeSyncFile());
    await till.close();
    const fresh = await device(shop, 'new till');
    expect(await fresh.team.recover({ code: 'AAAA-BBBB', file, yourName: 'Aoife', deviceName: 'new till' })).toMatchObject({ ok: false, error: { kind: 'bad-code' } });
    must(await fresh.team.recover({ code: till.code, file, yourName: 'Aoife', deviceName: 'new till' }));
    expect(namesIn(fresh.book)).toEqual(['Anna']);
    expect(fresh.team.state()).toMatchObject({ team: { name: 'Quay Street' }, self: { role: 'owner' } });
    const back = await till.restart();
    open.push(back);
    await Promise.all([fresh.until(isSame(1)), back.until(isSame(1))]);
  });
});
