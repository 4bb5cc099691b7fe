/**
 * Builds of different protocol versions beside each other. The greetings of each version are kept as bytes: whatever comes later must know
 * them for what they are, and a build of today must know those of yesterday and tomorrow by their numbers alone.
 */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, test } from 'vitest';
import { encodeHello, LINK_VERSION, parseHello } from '../../src/replica/link/handshake-messages';
import { encodeSignal, parseSignal } from '../../src/replica/link/signals';
import { createRolePolicy } from '../../src/replica/sync/role-policy';
import { decodeMessage, encodeMessage, PROTOCOL } from '../../src/replica/sync/protocol';
import { createSyncEngine } from '../../src/replica/sync/sync-engine';
import type { TeamState } from '../../src/replica/team';
import { must } from '../support/books';
import { creating } from '../support/customers';
import { createTestDevices, createTestTeam, type TestDevice } from '../support/link-team';
import { createLinkWorld } from '../support/link-world';
import { createOtherBuild, VERSION_AT } from '../support/other-build';
import { openSyncBook } from '../support/sync-books';
import { createShop, customer, letIn, namesIn, type TeamDevice } from '../support/team-devices';

type Greeting = keyof typeof VERSION_AT;
interface Greetings { readonly from: string; readonly signal: string; readonly link: string; readonly protocol: string }
const read = (name: string): unknown => JSON.parse(readFileSync(`test/support/fixtures/greetings/${name}.json`, 'utf8'));
const FIRST = read('version-1') as Greetings;
/** As they are said today. */
const FIXTURE: Greetings = { ...FIRST, ...(read('exchange-2') as Pick<Greetings, 'protocol'>) };
const kept = (kind: Greeting): Uint8Array => Uint8Array.from(Buffer.from(FIXTURE[kind], 'hex'));
/** As a build of that number would say it: the number, and then whatever it likes. */
const ofVersion = (kind: Greeting, version: number): Uint8Array => {
  const bytes = Uint8Array.from([...kept(kind), 1, 2, 3]);
  bytes[VERSION_AT[kind]] = version;
  return bytes;
};

describe('greetings, kept as bytes', () => {
  it('are what this build says and reads, as long as it is of those versions', () => {
    expect([LINK_VERSION, PROTOCOL]).toEqual([1, 2]);
    const announce = { kind: 'announce', from: FIXTURE.from, session: 0x01020304 } as const;
    expect(encodeSignal(announce)).toEqual(kept('signal'));
    expect(parseSignal(kept('signal'))).toEqual(announce);
    const nonce = Uint8Array.from({ length: 32 }, (_, i) => i);
    expect(encodeHello({ version: 1, nonce })).toEqual(kept('link'));
    expect(parseHello(kept('link'))).toEqual({ version: 1, nonce });
    const hello = { kind: 'hello', protocol: 2, schema: 1, role: 'staff', count: 1_234, root: Uint8Array.from({ length: 16 }, (_, i) => 200 + i), team: Uint8Array.from({ length: 8 }, (_, i) => 100 + i), since: 7, now: 1_795_788_875 } as const;
    expect(encodeMessage(hello)).toEqual(kept('protocol'));
    expect(decodeMessage(kept('protocol'))).toEqual(hello);
  });

  it('are known when they are of the first exchange', () => {
    expect(decodeMessage(Uint8Array.from(Buffer.from(FIRST.protocol, 'hex')))).toEqual({ kind: 'other-version', protocol: 1 });
  });

  it.each([0, 3, 99])('are known by their number when it is %i, whatever follows it', (version) => {
    expect(parseSignal(ofVersion('signal', version))).toEqual({ kind: 'other-version', version, from: FIXTURE.from });
    expect(parseHello(ofVersion('link', version))?.version).toBe(version);
    expect(decodeMessage(ofVersion('protocol', version))).toEqual({ kind: 'other-version', protocol: version });
  });
});

let open: TeamDevice[] = [];
afterEach(async () => {
  for (const device of open.splice(0)) await device.close();
  open = [];
});

/** By the number in the greeting, or as told by the other side, whose own number is this build's: whichever was heard first. */
const isRefused = (version: number, own: number) => ({ devices, summary }: TeamState): boolean =>
  summary.kind === 'problem' && summary.detail === 'other-version' && devices.some(({ isSelf, sync }) => !isSelf && sync.kind === 'refused' && [`other-version:${version}`, `other-version:${own}`].includes(sync.reason));

test.each([['link', 0], ['link', 2], ['protocol', 1], ['protocol', 3]] as const)('devices whose %s is of version %i for each other both say so, exchange nothing, and do again once they are of one version', async (kind, version) => {
  const build = createOtherBuild(), own = kind === 'link' ? LINK_VERSION : PROTOCOL;
  const shop = createShop({ tamper: build.tamper });
  const till = await shop.device('till'), tablet = await shop.device('tablet');
  open.push(till, tablet);
  must(await till.book.perform(customer('Anna')));
  must(await till.team.create({ teamName: 'Quay Street', yourName: 'Aoife', deviceName: 'till' }));
  await letIn(till, tablet);
  const isSame = ({ summary }: TeamState): boolean => summary.kind === 'same';
  await Promise.all([till.until(isSame), tablet.until(isSame)]);

  build[kind] = version;
  shop.network.cut();
  await Promise.all([till.until(isRefused(version, own)), tablet.until(isRefused(version, own))]);
  must(await till.book.perform(customer('Ben')));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(namesIn(tablet.book)).toEqual(['Anna']);
  for (const device of [till, tablet]) expect(device.team.state()).toSatisfy(isRefused(version, own));
  // One meeting, in which each has greeted once.
  expect(build.greetings[kind]).toBe(2);

  build[kind] = undefined;
  const updated = [await till.restart(), await tablet.restart()];
  open.push(...updated);
  await Promise.all(updated.map((device) => device.until(isSame)));
  expect(updated.map(({ book }) => namesIn(book))).toEqual([['Anna', 'Ben'], ['Anna', 'Ben']]);
});

test.each(['link', 'protocol'] as const)('in an hour, devices of another %s version do not dial each other more than once a minute', async (kind) => {
  const build = createOtherBuild();
  build[kind] = 99;
  const world = createLinkWorld(3, { tamper: build.tamper });
  const [anna, ben] = await createTestDevices(2) as [TestDevice, TestDevice];
  const team = createTestTeam('team', [anna, ben]);
  const sides = await Promise.all([anna, ben].map(async (self) => {
    const device = world.start(team.gatekeeper(self)), book = await openSyncBook();
    must(await book.perform({ label: 'new', edits: [creating(`cus_${self.id}`)] }));
    return { device, book, engine: must(await createSyncEngine({ book: book.sync, policy: createRolePolicy(), self: self.id, role: () => 'owner', links: device.links, timers: world.timers })) };
  }));
  await world.timers.pass(60_000);
  expect(build.greetings[kind]).toBeGreaterThan(2);
  expect(build.greetings[kind]).toBeLessThanOrEqual(2 * 6);
  const before = build.greetings[kind];
  await world.timers.pass(3_600_000);
  expect(build.greetings[kind] - before).toBeLessThanOrEqual(2 * 61);
  for (const { book } of sides) expect(book.rows.size).toBe(1);
  for (const { device, engine, book } of sides) {
    device.links.close();
    await engine.close();
    await book.close();
  }
});
