/**
 * The team on this device, opened from what is stored: nothing, or a membership that goes on. Everything that screens may ask stands here
 * and ends in a `Result`; deeds follow one another, so that no two of them meet half-way.
 */
import { can, mayAdmit, type Role } from '../../domain/team';
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import type { DeviceId } from '../link/ports';
import type { InviteState, JoinState, TeamError, TeamState } from '../team';
import type { SyncItem } from '../sync/port';
import type { OpenTeam } from '../team-tabs';
import { findDirectCode } from '../link/direct-code';
import { createConnecting } from './connecting';
import { ensureIdentity, type DeviceIdentity } from './device-keys';
import { authorOfFile } from './file-author';
import { decodeItems, encodeItems } from './file-content';
import { inviteErrorToTeamError, parseInvitation } from './invite';
import { openInvitation, type Inviting } from './inviting';
import { joinTeam } from './joining';
import { becomeMember, customersOnlyHere, type Member } from './member';
import { readMembership, type TeamWrites } from './membership';
import { memberOf } from './roster';
import { createSignatureMemory } from './signature-memory';
import { createTeam, leave, readmit, renameDevice, sendAway, setRole, type Acting } from './team-deeds';
import { isMeetingPoint, meetingPointsOf, nameTeam, readTeamRecords, setMeetingPoints, takeUp, teamNameOf, writeTeamRecords } from './team-document';
import { openSyncFile, recoverSyncFile, sealSyncFile } from './sync-file';
import { loadTeamSecrets, saveTeamSecrets, type TeamSecrets } from './team-secrets';
import type { TeamPorts } from './team-ports';
import { devicesOf, summaryOf } from './team-view';

/** Of this device's keys; a device that has left gets new ones. */
const SLOT = 'device';
const LAST_SEEN = 'team/lastSeen';
/** Until somebody has heard that this device leaves. */
const LEAVE_MS = 3_000;
const STATE_MS = 30, SEEN_MS = 30_000;

export async function openTeam(ports: TeamPorts): Promise<OpenTeam> {
  const { book, storage, keys, clock } = ports;
  const listeners = new Set<(state: TeamState) => void>();
  const meeting = ports.openMeetingPoints([]);
  const lastSeen: Record<DeviceId, number> = { ...readLastSeen(await book.local.get(LAST_SEEN)) };
  let member: Member | undefined;
  /** The last is the one that is shown; those before it still tell who comes late why they are over. */
  let invitations: readonly Inviting[] = [];
  let invite: InviteState | undefined, join: JoinState | undefined;
  let joinAbort: AbortController | undefined;
  let isRemoved = false, isClosed = false;
  /** Why what is stored of a team could not be read or gone on with: it may be there, and must not be written over. */
  let broken: TeamError | undefined;
  let cancelState: (() => void) | undefined, cancelSeen: (() => void) | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** One deed after another. What breaks by a defect is an answer too: no screen waits for ever. */
  const inTurn = <T>(deed: () => Promise<Result<T, TeamError>>): Promise<Result<T, TeamError>> => {
    const done = turn.then(deed).catch((error: unknown) => err<TeamError>({ kind: 'storage', detail: error instanceof Error ? error.message : String(error) }));
    turn = done;
    return done;
  };
  const isSecure = (): boolean => (globalThis.crypto as Crypto | undefined)?.subtle !== undefined;
  const urls = (): readonly string[] => { const own = meetingPointsOf(book); return own.length > 0 ? own : ports.ownMeetingPoints; };
  const look = (): void => { meeting.setUrls(member ? urls() : []); };

  const state = (): TeamState => {
    const shared = { meetingPoints: member ? meeting.status() : [], invite, join, connect: connecting.state() };
    if (!member) {
      const problem = isRemoved ? 'removed' as const : broken ? 'storage' as const : undefined;
      return { team: undefined, self: undefined, devices: [], summary: problem ? { kind: 'problem', detail: problem } : { kind: 'alone' }, onlyHere: { count: 0, since: undefined }, looking: {}, ...shared };
    }
    const { roster, secrets } = member.membership();
    const sync = member.engine.state();
    const count = customersOnlyHere(member.engine).length;
    const devices = devicesOf({ roster, self: member.self.id, sync, refusals: member.links.refusals(), lastSeen, onlyHere: count });
    const me = memberOf(roster, member.self.id);
    return {
      team: { id: secrets.teamId, name: teamNameOf(book) }, self: me && { id: me.id, role: me.role }, devices,
      summary: summaryOf(devices, sync, count), onlyHere: { count, since: count > 0 ? sync.onlyHere.since : undefined }, looking: member.presence.looking(), ...shared,
    };
  };
  const tell = (): void => {
    if (isClosed) return;
    cancelState ??= clock.after(STATE_MS, () => {
      cancelState = undefined;
      noteArrival();
      noteSeen();
      const now = state();
      for (const listener of [...listeners]) listener(now);
    });
  };
  const connecting = createConnecting({
    direct: ports.direct, onChange: tell,
    adopt: (channel) => {
      if (member) return member.links.adopt(channel);
      channel.close();
      return Promise.resolve(err({ kind: 'ended', end: { kind: 'closed' } }));
    },
    nameOf: (id) => (member && memberOf(member.membership().roster, id)?.name) ?? '',
  });
  /** How far a book has come that is arriving; over once another device has been found to hold the same, or takes from us. */
  const noteArrival = (): void => {
    if (!member || join?.kind !== 'receiving') return;
    const { peers, linked } = member.engine.state();
    const standing = [...linked].map((id) => peers.get(id));
    const taking = standing.find((sync) => sync?.kind === 'receiving');
    if (taking?.kind === 'receiving') join = { kind: 'receiving', got: taking.got, of: taking.of };
    else if (standing.some((sync) => sync?.kind === 'same' || sync?.kind === 'sending')) join = { kind: 'done' };
  };
  const noteSeen = (): void => {
    const linked = member?.engine.state().linked ?? new Set<DeviceId>();
    for (const id of linked) lastSeen[id] = clock.now();
    if (linked.size > 0) cancelSeen ??= clock.after(SEEN_MS, () => {
      cancelSeen = undefined;
      noteSeen();
      // Only shown: one that could not be stored is a little older after the next start.
      void book.local.set(LAST_SEEN, lastSeen);
    });
  };

  const end = async (): Promise<void> => {
    const ending = member;
    connecting.cancel();
    member = undefined;
    for (const each of invitations) each.close();
    invitations = [];
    invite = undefined;
    meeting.setUrls([]);
    await ending?.close();
  };
  /** Nothing of the team stays on this device but, where it has left by itself, the customers. */
  const forget = async (): Promise<Result<void, TeamError>> => {
    await end();
    const saved = await saveTeamSecrets(storage, undefined);
    await keys.delete(SLOT);
    await book.local.set(LAST_SEEN, null);
    await book.sync.switchOff();
    tell();
    return saved.ok ? ok(undefined) : err({ kind: 'storage', detail: saved.error.kind });
  };
  /** The book goes first, and the keys of the team with it: where that fails, the next start finds that it was removed, and tries again. */
  const wipe = async (): Promise<Result<void, TeamError>> => {
    await end();
    isRemoved = true;
    tell();
    const destroyed = await book.destroy();
    if (destroyed.ok) return forget();
    broken = { kind: 'storage', detail: destroyed.error.kind };
    return err(broken);
  };
  const removed = (isOwnWish: boolean): void => { void inTurn(isOwnWish ? forget : wipe); };
  const start = async (secrets: TeamSecrets): Promise<Result<Member, TeamError>> => {
    const self = await ensureIdentity(keys, SLOT);
    if (!self.ok) return err({ kind: 'storage', detail: self.error.kind });
    const started = await becomeMember({ ports, self: self.value, secrets, meeting, onChange: tell, onRemoved: removed });
    if (!started.ok) return err({ kind: 'storage', detail: started.error.kind });
    member = started.value;
    isRemoved = false;
    look();
    tell();
    return ok(started.value);
  };
  const goOn = async (): Promise<void> => {
    const stored = await loadTeamSecrets(storage);
    const started = stored.ok && stored.value ? await start(stored.value) : undefined;
    broken = !stored.ok ? { kind: 'storage', detail: stored.error.kind } : started && !started.ok ? started.error : undefined;
  };
  const asMember = <T>(deed: (running: Member) => Promise<Result<T, TeamError>>): Promise<Result<T, TeamError>> => inTurn(async () => (member ? deed(member) : err({ kind: 'no-team' })));
  const writing = (deed: (acting: Acting) => Promise<Result<TeamWrites, TeamError>>): Promise<Result<void, TeamError>> => asMember(async (running) => {
    const writes = await deed(running.acting());
    return writes.ok ? running.write(writes.value) : writes;
  });
  /** Before this device may be anything in a team. */
  const hindrance = async (): Promise<TeamError | undefined> => {
    if (!isSecure()) return { kind: 'insecure' };
    if (broken) await goOn();
    return member ? { kind: 'has-team' } : broken;
  };
  /** Keys that nobody has seen: those of a device that was sent away stay away, also when it never heard that it had been let in. */
  const freshIdentity = async (): Promise<Result<DeviceIdentity, TeamError>> => {
    const dropped = await keys.delete(SLOT);
    const made = dropped.ok ? await ensureIdentity(keys, SLOT) : dropped;
    return made.ok ? made : err({ kind: 'storage', detail: made.error.kind });
  };

  const stops = [
    meeting.onStatus(tell),
    book.team.onChange((collection) => { if (collection === 'settings' && member) { look(); tell(); } }),
  ];
  await goOn();

  return {
    state,
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    create: ({ teamName, yourName, deviceName }) => inTurn(async () => {
      const hindered = await hindrance();
      if (hindered) return err(hindered);
      const self = await freshIdentity();
      if (!self.ok) return self;
      const at = new Date(clock.now()).toISOString();
      const founded = await createTeam({ self: self.value, names: { name: deviceName, person: yourName }, at });
      const saved = await saveTeamSecrets(storage, founded.secrets);
      if (!saved.ok) return err({ kind: 'storage', detail: saved.error.kind });
      const written = await writeTeamRecords(book, founded.writes);
      const named = written.ok ? await nameTeam(book, teamName, at) : written;
      const started = named.ok ? await start(founded.secrets) : named;
      return started.ok ? ok({ recoveryCode: founded.recoveryCode }) : started;
    }),
    invite: ({ role, isDirect = false }) => asMember(async (running) => {
      const me = memberOf(running.membership().roster, running.self.id);
      if (!me || !mayAdmit(me.role, role)) return err({ kind: 'not-allowed' });
      invitations.at(-1)?.desk.cancel();
      const opened = await openInvitation({ ports, member: running, meeting, urls: urls(), role, isDirect, onState: (next) => {
        if (!opened.ok || invitations.at(-1) !== opened.value) return;
        invite = next;
        tell();
      }, onClosed: () => { invitations = invitations.filter((each) => !opened.ok || each !== opened.value); } });
      if (!opened.ok) return opened;
      invitations = [...invitations, opened.value];
      invite = opened.value.desk.state();
      tell();
      return ok(undefined);
    }),
    // Not in turn: the deed that waits for the answer may be the one whose turn it is.
    confirmInvite: (code) => Promise.resolve(invitations.at(-1)?.desk.confirm(code) ? ok(undefined) : err({ kind: 'declined' })),
    cancelInvite: () => {
      invitations.at(-1)?.desk.cancel();
      invite = undefined;
      tell();
      return Promise.resolve();
    },
    join: ({ link, yourName, deviceName, isApart = false }) => {
      // One try after another waits for nothing.
      joinAbort?.abort();
      return inTurn(async () => {
        const hindered = await hindrance();
        if (hindered) return err(hindered);
        const invitation = parseInvitation(link, clock.now());
        if (!invitation.ok) return err(inviteErrorToTeamError(invitation.error));
        const code = findDirectCode(link);
        const offer = code.ok && code.value.kind === 'offer' ? code.value.bytes : undefined;
        const self = await freshIdentity();
        if (!self.ok) return self;
        const abort = (joinAbort = new AbortController());
        const show = (next: JoinState): void => { join = next; tell(); };
        show({ kind: 'connecting' });
        void inTurn(async () => {
          const joined = await joinTeam({ ports, self: self.value, invitation: invitation.value, offer, yourName, deviceName, isApart, signal: abort.signal, onState: show });
          if (!joined.ok) {
            // Who has cancelled here need not be told, nor hear of it when something else is going on already.
            if (!abort.signal.aborted) show({ kind: 'ended', error: joined.error });
            return joined;
          }
          join = { kind: 'receiving', got: 0, of: undefined };
          const started = await start(joined.value.secrets);
          if (!started.ok) show({ kind: 'ended', error: started.error });
          const { channel } = joined.value;
          if (channel) void (started.ok ? started.value.links.adopt(channel) : channel.close());
          return started;
        });
        return ok(undefined);
      });
    },
    cancelJoin: () => {
      joinAbort?.abort();
      if (join?.kind !== 'receiving') join = undefined;
      tell();
      return Promise.resolve();
    },
    connect: () => asMember(() => connecting.begin()),
    // Not in turn either: an answer is read while an invitation waits.
    readCode: async (text) => {
      const code = findDirectCode(text);
      if (!code.ok) return code;
      if (!member) return err({ kind: 'no-team' });
      if (parseInvitation(text, clock.now()).ok) return err({ kind: 'has-team' });
      const inviting = invitations.at(-1);
      return invite?.kind === 'waiting' && invite.isDirect && inviting ? inviting.readAnswer(code.value) : connecting.read(code.value);
    },
    cancelConnect: () => {
      connecting.cancel();
      return Promise.resolve();
    },
    renameDevice: (id, name) => writing((acting) => renameDevice(acting, id, { name })),
    setRole: (id: DeviceId, role: Role) => writing((acting) => setRole(acting, id, role)),
    removeDevice: (id) => writing((acting) => sendAway(acting, id)),
    leave: () => asMember(async (running) => {
      const writes = await leave(running.acting());
      if (!writes.ok) return writes;
      const written = await writeTeamRecords(book, writes.value);
      if (!written.ok) return written;
      if (running.engine.state().linked.size > 0) await new Promise<void>((resolve) => { clock.after(LEAVE_MS, resolve); });
      return forget();
    }),
    onlyHere: () => Promise.resolve(member ? customersOnlyHere(member.engine) : []),
    setMeetingPoints: (next) => asMember(async (running) => {
      const me = memberOf(running.membership().roster, running.self.id);
      if (!me || !can(me.role, 'settings')) return err({ kind: 'not-allowed' });
      return next.every(isMeetingPoint) ? setMeetingPoints(book, next) : err({ kind: 'bad-invite' });
    }),
    writeSyncFile: () => asMember(async (running) => {
      const { roster, epochs } = running.membership();
      if (!epochs.current) return err({ kind: 'no-team' });
      await book.flush();
      const role = memberOf(roster, running.self.id)?.role ?? 'auditor';
      const items: SyncItem[] = [];
      const read = await book.sync.read([...(book.sync.index()?.entries() ?? [])].map(({ id }) => ({ id })), ({ id, kind, bytes }) => {
        // A tombstone without a proof is believed of nobody whose role may not erase.
        if (kind !== 'erased' || bytes.length > 0 || can(role, 'erase')) items.push({ id, kind, bytes: bytes.slice() });
      });
      return read.ok ? ok(await sealSyncFile({ roster, epoch: epochs.current, author: running.self, content: encodeItems(items) })) : err({ kind: 'storage', detail: read.error.kind });
    }),
    readSyncFile: (bytes) => asMember(async (running) => {
      const { roster, secrets, epochs } = running.membership();
      const opened = await openSyncFile(bytes, { teamId: secrets.teamId, held: epochs.held, self: running.self });
      if (!opened.ok) return opened;
      const items = decodeItems(opened.value.content);
      if (!items) return err({ kind: 'bad-file', detail: 'content' });
      const author = await authorOfFile(opened.value.author, items, roster);
      if (!author) return err({ kind: 'wrong-team' });
      if (author.removed) return err({ kind: 'not-allowed' });
      const taken = await takeUp(book, items, { device: author.id, role: author.role });
      return taken.ok ? ok({ changed: taken.value }) : taken;
    }),
    recover: ({ code, file, yourName, deviceName }) => inTurn(async () => {
      const hindered = await hindrance();
      if (hindered) return err(hindered);
      const opened = await recoverSyncFile(file, code);
      if (!opened.ok) return opened;
      const { teamId, epoch, kit, content } = opened.value;
      const items = decodeItems(content), self = await freshIdentity();
      if (!items) return err({ kind: 'bad-file', detail: 'content' });
      if (!self.ok) return self;
      // The paper is the proof: who holds it is an owner, and brings the book back.
      book.sync.setPolicy({ mayWrite: () => true });
      const taken = await takeUp(book, items, { device: kit.id, role: 'owner' });
      if (!taken.ok) return taken;
      const membership = await readMembership({ document: readTeamRecords(book), secrets: { teamId, epochs: new Map([[epoch.id, epoch.key]]), records: {} }, self: kit, verify: createSignatureMemory() });
      const writes = await readmit({ kit, membership, self: self.value, names: { name: deviceName, person: yourName }, at: new Date(clock.now()).toISOString() });
      if (!writes.ok) return writes;
      const saved = await saveTeamSecrets(storage, membership.secrets);
      if (!saved.ok) return err({ kind: 'storage', detail: saved.error.kind });
      const written = await writeTeamRecords(book, writes.value);
      const started = written.ok ? await start(membership.secrets) : written;
      return started.ok ? ok(undefined) : started;
    }),
    look: (at) => { member?.presence.look(at); },
    close: () => {
      isClosed = true;
      joinAbort?.abort();
      cancelState?.();
      cancelSeen?.();
      for (const stop of stops) stop();
      void end().then(() => { meeting.close(); });
      listeners.clear();
    },
  };
}

const readLastSeen = (stored: Json | undefined): Record<DeviceId, number> =>
  typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, number] => typeof entry[1] === 'number')) : {};
