/**
 * This device as a member of its team, while it is one: who belongs to it is read anew with each record that comes, keys are kept before they
 * are used, links and exchange run. Invariant: what this device once knew of the team it does not unlearn (membership.ts).
 *
 *   team document -> membership -> rooms and gatekeeper of the links, rules of the exchange
 */
import { ok, type Result } from '../../lib/result';
import type { DeviceId } from '../link/ports';
import { createLinks, type TeamLinks } from '../link/create-links';
import { createPresence, type Presence } from '../team-presence';
import type { SyncPolicy } from '../sync/port';
import { createRolePolicy } from '../sync/role-policy';
import { createSyncEngine, type SyncEngine } from '../sync/sync-engine';
import { TEAM_ID } from '../documents/schema';
import type { StorageError } from '../ports';
import type { TeamError } from '../team';
import type { DeviceIdentity } from './device-keys';
import { deriveEpochKeys } from './epoch-keys';
import { ROOMS } from './epochs';
import { proveErasure, verifyErasure } from './erasure-proof';
import { createGatekeeper } from './gatekeeper';
import { readMembership, type Membership, type TeamWrites } from './membership';
import { memberOf } from './roster';
import { createSignatureMemory } from './signature-memory';
import { duties, type Acting } from './team-deeds';
import { readTeamRecords, writeTeamRecords } from './team-document';
import { saveTeamSecrets, type TeamSecrets } from './team-secrets';
import type { MeetingPoints, TeamPorts } from './team-ports';

export interface Member {
  readonly self: DeviceIdentity;
  readonly engine: SyncEngine;
  readonly links: TeamLinks;
  readonly presence: Presence;
  membership(): Membership;
  acting(): Acting;
  /** Writes records and reads the team anew. */
  write(writes: TeamWrites): Promise<Result<void, TeamError>>;
  close(): Promise<void>;
}

export interface MemberOptions {
  readonly ports: TeamPorts;
  readonly self: DeviceIdentity;
  readonly secrets: TeamSecrets;
  readonly meeting: MeetingPoints;
  /** The roster, the links or the exchange have changed. */
  readonly onChange: () => void;
  /** This device belongs to the team no more, proven. */
  readonly onRemoved: (isOwnWish: boolean) => void;
}

/** Records that come together are read together. */
const REREAD_MS = 50;
/** What everybody could do for the team one does, mostly: each waits a time of its own. */
const DUTY_MS = 2_000, DUTY_SPREAD_MS = 8_000;

export async function becomeMember({ ports, self, secrets, meeting, onChange, onRemoved }: MemberOptions): Promise<Result<Member, StorageError>> {
  const { book, storage, clock } = ports;
  const verify = createSignatureMemory();
  const read = (): Promise<Membership> => readMembership({ document: readTeamRecords(book), secrets: current.secrets, self, verify });
  let current: { readonly secrets: TeamSecrets } & Partial<Membership> = { secrets };
  let membership = await read();
  if (membership.isNews) {
    const saved = await saveTeamSecrets(storage, membership.secrets);
    if (!saved.ok) return saved;
  }
  current = membership;
  let isClosed = false, isGone = false;
  let cancelReread: (() => void) | undefined, cancelDuty: (() => void) | undefined;
  let reading: Promise<void> = Promise.resolve();

  const leave = (isOwnWish: boolean): void => {
    if (isGone || isClosed) return;
    isGone = true;
    onRemoved(isOwnWish);
  };
  const linkSecrets = (): Promise<readonly Uint8Array[]> => Promise.all(membership.epochs.held.slice(0, ROOMS).map(async (epoch) => (await deriveEpochKeys(membership.secrets.teamId, epoch)).signalingKey));
  const reread = (): Promise<void> => {
    reading = reading.then(async () => {
      if (isClosed) return;
      const next = await read();
      // Kept before anything is done with it; what could not be kept is found again at the next reading.
      if (next.isNews && !(await saveTeamSecrets(storage, next.secrets)).ok) return;
      membership = next;
      current = next;
      links.setSecrets(await linkSecrets());
      const removed = next.roster.devices.get(self.id)?.removed;
      if (removed) return leave(removed.by === self.id);
      for (const { id, removed: isRemoved } of next.roster.devices.values()) if (isRemoved && engine?.state().peers.has(id)) void engine.forget(id);
      planDuties();
      onChange();
    }).catch(() => undefined); // A reading that broke leaves what was known; the next record reads again.
    return reading;
  };
  const planDuties = (): void => {
    const { lost, epochs } = membership;
    const nothing = lost.devices.length + lost.epochs.length + epochs.lacking.length === 0 && !epochs.needsRotation;
    if (nothing || cancelDuty) return;
    cancelDuty = clock.after(DUTY_MS + Math.floor(Math.random() * DUTY_SPREAD_MS), () => {
      cancelDuty = undefined;
      void duties(acting()).then((writes) => (writes && !isClosed ? writeTeamRecords(book, writes) : undefined));
    });
  };
  const acting = (): Acting => ({ self, membership, at: new Date(clock.now()).toISOString(), verify });

  const gatekeeper = createGatekeeper({
    self, verify, roster: () => membership.roster,
    remember: async (records) => {
      await writeTeamRecords(book, { devices: Object.entries(records).map(([id, value]) => ({ id, value })), epochs: [] });
      await reread();
    },
    onRemoved: ({ isOwnWish }) => leave(isOwnWish),
  });
  const links = createLinks({ signaling: meeting, secrets: await linkSecrets(), gatekeeper, connector: ports.connector });
  let engine: SyncEngine | undefined = undefined; // until it has started: a record may come before
  const roles = createRolePolicy({
    verifyErasure: (id, proof) => verifyErasure(membership.roster, id, proof, verify),
    proveErasure: (id) => proveErasure(self, membership.secrets.teamId, id),
  });
  // Signed records prove themselves, whoever brings them: a fair helper may leave, and is called what it calls itself.
  const policy: SyncPolicy = { ...roles, mayWrite: (from, id, change) => (change.kind === 'team' && change.collections.every(isSigned)) || roles.mayWrite(from, id, change) };
  const started = await createSyncEngine({ book: book.sync, policy, self: self.id, role: (device) => memberOf(membership.roster, device)?.role, links, timers: clock });
  if (!started.ok) {
    links.close();
    return started;
  }
  const running = started.value;
  engine = running;
  const presence = createPresence({ device: self.id, person: memberOf(membership.roster, self.id)?.person ?? '' });
  const stops = [
    book.team.onChange((collection) => {
      if (collection !== 'devices' && collection !== 'epochs') return;
      cancelReread ??= clock.after(REREAD_MS, () => {
        cancelReread = undefined;
        void reread();
      });
    }),
    running.onState(onChange),
    links.onPeers(onChange),
    presence.onLooking(onChange),
    linkPresence(running, presence),
    ports.onWake(() => { links.wake(); }),
  ];
  const removed = membership.roster.devices.get(self.id)?.removed;
  if (removed) clock.after(0, () => { leave(removed.by === self.id); });
  else planDuties();

  return ok({
    self, engine: running, links, presence, acting,
    membership: () => membership,
    write: async (writes) => {
      const written = await writeTeamRecords(book, writes);
      await reread();
      return written;
    },
    close: async () => {
      isClosed = true;
      cancelReread?.();
      cancelDuty?.();
      for (const stop of stops) stop();
      presence.close();
      links.close();
      await running.close();
    },
  });
}

/** Each device with which presence can be exchanged is a link of presence, for as long. */
function linkPresence(engine: SyncEngine, presence: Presence): () => void {
  const here = new Map<DeviceId, { hear: (message: Uint8Array) => void; end: () => void }>();
  const stopHearing = engine.presence.onMessage((from, bytes) => { here.get(from)?.hear(bytes); });
  const stopComing = engine.presence.onPeer((device, isHere) => {
    here.get(device)?.end();
    here.delete(device);
    if (!isHere) return;
    const ears = { hear: (_message: Uint8Array): void => undefined, end: (): void => undefined };
    here.set(device, ears);
    presence.attach({
      device,
      send: (message) => { engine.presence.send(message, device); },
      onMessage: (listener) => { ears.hear = listener; },
      onEnd: (listener) => { ears.end = listener; },
    });
  });
  return () => {
    stopHearing();
    stopComing();
  };
}

const isSigned = (collection: string): boolean => collection === 'devices' || collection === 'epochs';

/** Customers alone: the team's own document is not counted. */
export const customersOnlyHere = (engine: SyncEngine): readonly string[] => engine.onlyHere().filter((id) => id !== TEAM_ID);
