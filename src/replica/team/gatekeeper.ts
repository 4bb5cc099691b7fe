/**
 * What the handshake of a link asks of the team (link/ports.ts). Nothing is believed but signatures: a colleague who has not been heard of shows the
 * records that let it in, a removed one is shown the record that removed it, and both count only together with all that is known here.
 */
import type { DeviceId, Gatekeeper, KnownDevice } from '../link/ports';
import { verify as verifyWithWebCrypto, type Verify } from './crypto';
import type { Signer } from './device-keys';
import { decodeRecords, encodeRecords, type RecordsById } from './records-codec';
import { readRoster, recordsOf, type Roster, type RosterDevice } from './roster';
import { chainOfMember, chainOfRemoval } from './roster-chain';

export interface GatekeeperOptions {
  readonly self: Signer;
  /** As it is known now. */
  readonly roster: () => Roster;
  /** Records that count and were not known; `roster` should have them when this has resolved. */
  readonly remember: (records: RecordsById) => Promise<void>;
  /** This device does not belong to the team any more, proven. `isOwnWish`: it has left by itself, and nothing is to be wiped. */
  readonly onRemoved: (removal: { readonly by: DeviceId; readonly at: string; readonly isOwnWish: boolean }) => void;
  readonly verify?: Verify;
}

/** A chain has one record for each step from the founder; more is not read. */
const MAX_SHOWN = 64;
const NOTHING = new Uint8Array(0);

export function createGatekeeper({ self, roster, remember, onRemoved, verify = verifyWithWebCrypto }: GatekeeperOptions): Gatekeeper {
  /** The roster with what has been shown besides; undefined where nothing readable was shown. */
  const withShown = async (bytes: Uint8Array): Promise<Roster | undefined> => {
    const shown = bytes.length > 0 ? decodeRecords(bytes, MAX_SHOWN) : undefined;
    return shown && readRoster({ ...shown, ...recordsOf(roster()) }, roster().teamId, verify);
  };
  const keepNew = async (chain: RecordsById): Promise<void> => {
    const known = roster().records;
    const news = Object.fromEntries(Object.entries(chain).filter(([id]) => !known.has(id)));
    if (Object.keys(news).length > 0) await remember(news);
  };

  return {
    teamId: roster().teamId,
    self: self.id,
    sign: (data) => self.sign(data),
    credentials: () => {
      const chain = chainOfMember(roster(), self.id);
      return Object.keys(chain).length > 0 ? encodeRecords(chain) : NOTHING;
    },
    admit: async (device, credentials) => {
      const known = knownIn(roster(), device);
      if (known) return known;
      const wider = await withShown(credentials);
      const shown = wider && knownIn(wider, device);
      if (!shown) return undefined;
      await keepNew(chainOfMember(wider, device));
      return shown;
    },
    farewell: (device) => {
      const chain = chainOfRemoval(roster(), device);
      return chain && encodeRecords(chain);
    },
    onFarewell: async (order) => {
      const wider = await withShown(order);
      const removed = wider?.devices.get(self.id)?.removed;
      if (!wider || !removed) return false;
      await keepNew(chainOfRemoval(wider, self.id) ?? {});
      onRemoved({ ...removed, isOwnWish: removed.by === self.id });
      return true;
    },
  };
}

/** A recovery kit is a member on paper: nobody links to it. */
function knownIn(roster: Roster, id: DeviceId): KnownDevice | undefined {
  const device: RosterDevice | undefined = roster.devices.get(id);
  return device && !device.recovery ? { id, signKey: device.signKey, isRemoved: device.removed !== undefined } : undefined;
}
