/** Whether the roster lists a device, without asking the device anything. */
import type { DeviceId, Gatekeeper } from './ports';

const NO_CREDENTIALS = new Uint8Array();

export async function isColleague(gatekeeper: Gatekeeper, device: DeviceId): Promise<boolean> {
  try {
    const known = await gatekeeper.admit(device, NO_CREDENTIALS);
    return known !== undefined && !known.isRemoved;
  } catch {
    return false; // a roster that cannot be read lists nobody; a link would fail for the same reason
  }
}
