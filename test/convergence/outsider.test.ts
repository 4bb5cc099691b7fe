/**
 * Who knows room, key and team, but is not (or no more) in the roster, against a device with a book: real keys, sealed rooms, framing, handshake.
 * All bytes that reach the outsider are kept and looked through.
 */
import { expect, test } from 'vitest';
import type { DeviceIdentity } from '../../src/replica/team/device-keys';
import type { Connector } from '../../src/replica/link/connector';
import { createLinks } from '../../src/replica/link/create-links';
import { createMemoryNetwork } from '../../src/replica/link/memory-connector';
import { createMemoryRooms } from '../../src/replica/link/memory-signaling';
import type { Gatekeeper, PeerLink } from '../../src/replica/link/ports';
import { createSealedSignaling } from '../../src/replica/link/sealed-signaling';
import { encodeSignal } from '../../src/replica/link/signals';
import { createRolePolicy } from '../../src/replica/sync/role-policy';
import { createSyncEngine } from '../../src/replica/sync/sync-engine';
import { createGatekeeper } from '../../src/replica/team/gatekeeper';
import { must } from '../support/books';
import { creating } from '../support/customers';
import { createFakeTimers } from '../support/fake-timers';
import { seeded } from '../support/seeded';
import { openSyncBook } from '../support/sync-books';
import { aDevice, aTeam } from '../support/team';

const SECRET = seeded(5).bytes(32);
const FIVE_MINUTES = 300_000;

test.each(['a stranger', 'a removed device', 'a removed device that shows the records of before'])('%s gets no byte of a customer, no name and no roster, and one dial in five seconds at most', async (who) => {
  const team = await aTeam(), honest = team.founder, outsider = await aDevice(), newcomer = await aDevice();
  const isRemoved = who !== 'a stranger';
  if (isRemoved) await team.as(honest).admit(outsider, 'owner', 'Lost tablet');
  const before = await team.roster();
  const mine = createGatekeeper({ self: outsider, roster: () => before, remember: async () => undefined, onRemoved: () => undefined });
  const old = mine.credentials();
  if (isRemoved) await team.as(honest).remove(outsider);
  await team.as(honest).admit(newcomer, 'staff', 'Newcomer tablet');
  const roster = await team.roster();

  const [rooms, timers, random] = [createMemoryRooms(), createFakeTimers(), seeded(6).bytes];
  const received: Uint8Array[] = [];
  const isFromHonest = (end: 'a' | 'b'): boolean => (end === 'a') === honest.id < outsider.id; // the lower id offers
  const network = createMemoryNetwork({ tamper: (packet, from) => {
    if (isFromHonest(from)) received.push(packet.slice());
    return packet;
  } });
  let dials = 0;
  const counted = (connector: Connector): Connector => ({
    offer: (...args) => { dials += 1; return connector.offer(...args); },
    answer: (...args) => { dials += 1; return connector.answer(...args); },
  });
  const book = await openSyncBook();
  must(await book.perform({ label: 'new', edits: [creating('cus_1')] }));
  const gate = createGatekeeper({ self: honest, roster: () => roster, remember: async () => undefined, onRemoved: () => undefined });
  const links = createLinks({ signaling: rooms.signaling(), secrets: [SECRET], gatekeeper: gate, connector: counted(network.connector('honest')), timers, random });
  const opened: PeerLink[] = [];
  links.onLink((link) => void opened.push(link));
  const engine = must(await createSyncEngine({ book: book.sync, policy: createRolePolicy(), self: honest.id, role: () => 'owner', links, timers }));

  const theirs = createLinks({ signaling: rooms.signaling(), secrets: [SECRET], gatekeeper: asFarAsItGoes(outsider, honest, team.teamId, who.includes('records') ? old : new Uint8Array(0)), connector: network.connector('outsider'), timers, random });
  const ears = createSealedSignaling(rooms.signaling(), SECRET, random);
  ears.join('team', (message) => void received.push(message.slice()));
  for (let i = 0; i < FIVE_MINUTES / 500; i++) {
    ears.publish('team', encodeSignal({ kind: 'here', from: outsider.id, session: i, to: honest.id }));
    await timers.pass(500);
  }

  expect(opened).toEqual([]);
  expect(received.length).toBeGreaterThan(3);
  const all = Buffer.concat(received).toString('latin1');
  for (const secret of ['cus_1', 'Maria', 'Byrne', 'maria@', 'Quay', 'Newcomer', newcomer.id, Buffer.from(newcomer.signKey).toString('base64url')]) expect(all, secret).not.toContain(secret);
  // Its own removal is all that a removed device is shown: who founded the team and removed it, which it knew.
  expect(all.includes('"kind":"remove"')).toBe(isRemoved);
  expect(all.includes('Frau Weber')).toBe(isRemoved);
  expect(dials).toBeGreaterThan(0);
  expect(dials).toBeLessThanOrEqual(FIVE_MINUTES / 5_000);
  theirs.close();
  links.close();
  await engine.close();
  await book.close();
});

/** Says yes to everything, so that whatever the other side would give it gives. */
function asFarAsItGoes(self: DeviceIdentity, honest: DeviceIdentity, teamId: string, credentials: Uint8Array): Gatekeeper {
  return {
    teamId, self: self.id,
    sign: (data) => self.sign(data),
    credentials: () => credentials,
    admit: async (id) => (id === honest.id ? { id, signKey: honest.signKey, isRemoved: false } : undefined),
    farewell: () => undefined,
    onFarewell: async () => false,
  };
}
