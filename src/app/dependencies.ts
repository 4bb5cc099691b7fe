/**
 * The composition root: the one place where real storage, tabs, clock and author are plugged into the engine.
 *
 *   IndexedDB -> codec -> book <- tabs (Web Lock + BroadcastChannel)
 *                 ^        ^-- actor: who writes here, from this device's settings
 *                 |-- team: keys, links, sync; its code is fetched after the book is shown
 */
import { ok } from '../lib/result';
import type { Result } from '../lib/result';
import type { Role } from '../domain/team';
import type { Actor, Book } from '../replica/book';
import { createBook } from '../replica/book/create-book';
import { createParachute } from '../replica/book/parachute';
import { TAB_PROTOCOL, type TabBroadcast, type TabRequest, type TabResponse } from '../replica/book/committed';
import type { StorageError } from '../replica/ports';
import { identityCodec } from '../replica/storage/identity-codec';
import { openCodedStorage } from '../replica/storage/key-check';
import { openIndexedDbStorage } from '../replica/storage/indexeddb-storage';
import { createTabChannel } from '../replica/storage/tab-channel';
import { createTabLeader } from '../replica/storage/tab-leader';
import { guardBook } from '../replica/guarded-book';
import type { Team, TeamState } from '../replica/team';
import { tellsRole } from '../state/team-sync';
import { shareTeam, TEAM_TAB_PROTOCOL } from '../replica/team-tabs';

const BOOK_NAME = 'regulars';

/** Read at every write, so that a new name signs from then on. */
export interface Identity { personName: string; deviceName: string }
/** `roleBefore`: of this device in its team, until the team has been read. */
export interface Dependencies { readonly book: Book; readonly team: Team; readonly actor: Actor; readonly identity: Identity; readonly roleBefore: Role | undefined }

/** Opens the book of this device, creating an empty store where there is none. Fails where storage cannot even be asked. */
export async function openDependencies(): Promise<Result<Dependencies, StorageError>> {
  const opened = await openIndexedDbStorage({ name: BOOK_NAME });
  if (!opened.ok) return opened;
  const coded = await openCodedStorage(opened.value, identityCodec);
  if (!coded.ok) {
    opened.value.close();
    return coded;
  }
  const identity: Identity = { personName: '', deviceName: guessDeviceName(navigator.userAgent, navigator.maxTouchPoints) };
  const actor: Actor = {
    get name() { return identity.personName || identity.deviceName; },
    get device() { return identity.deviceName; },
    now: () => Date.now(),
  };
  const keeper = localKeeper();
  const leader = createTabLeader({ name: BOOK_NAME });
  const created = await createBook({
    storage: coded.value, actor, ...(keeper ? { parachute: createParachute(keeper) } : {}),
    tabs: { leader, channel: createTabChannel<TabRequest, TabResponse, TabBroadcast>({ name: `${BOOK_NAME}/tabs/${TAB_PROTOCOL}` }) },
  });
  if (!created.ok) {
    opened.value.close();
    return created;
  }
  const book = created.value;
  const [personName, deviceName] = await Promise.all([book.local.get('setting/personName'), book.local.get('setting/deviceName')]);
  if (typeof personName === 'string') identity.personName = personName;
  if (typeof deviceName === 'string' && deviceName) identity.deviceName = deviceName;
  const team = shareTeam({
    leader, channel: createTabChannel({ name: `${BOOK_NAME}/team/${TEAM_TAB_PROTOCOL}` }),
    open: async () => {
      await book.whenReady();
      const { openTeam } = await import('./open-team');
      return openTeam(book, coded.value);
    },
  });
  const guard = await guardBook(book);
  const roleBefore = guard.role();
  const keepRole = (state: TeamState): void => {
    // Nothing is known yet, or keys cannot be read: it stays what it was.
    if (tellsRole(state)) guard.setRole(state.self?.role);
  };
  keepRole(team.state());
  team.onState(keepRole);
  return ok({ book: guard.book, team, actor, identity, roleBefore });
}

/** Browsers with site data switched off throw at the mere mention. */
function localKeeper(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** A name that people would use, until they give one: an iPad calls itself a Mac with touch since iPadOS 13. */
export function guessDeviceName(userAgent: string, touchPoints: number): string {
  if (/iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'iPad';
  if (/iPhone/.test(userAgent)) return 'iPhone';
  if (/Android/.test(userAgent)) return /Mobile/.test(userAgent) ? 'Android phone' : 'Android tablet';
  if (/CrOS/.test(userAgent)) return 'Chromebook';
  if (/Macintosh/.test(userAgent)) return 'Mac';
  if (/Windows/.test(userAgent)) return 'Windows PC';
  return /Linux/.test(userAgent) ? 'Linux PC' : 'This device';
}
