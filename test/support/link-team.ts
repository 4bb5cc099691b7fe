/** A team as the link sees it, with real keys: who is listed, who is removed, and what each device has heard of. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { DeviceId, Gatekeeper, KnownDevice } from '../../src/replica/link/ports';

export interface TestDevice { readonly id: DeviceId; readonly signKey: Uint8Array; readonly name: string; sign(data: Uint8Array): Promise<Uint8Array> }

export interface TestTeam {
  readonly id: string;
  /** `knows`: the devices that this one has heard of; all by default. */
  gatekeeper(device: TestDevice, options?: { readonly knows?: readonly TestDevice[]; readonly removed?: readonly TestDevice[] }): TestGatekeeper;
}

export interface TestGatekeeper extends Gatekeeper {
  readonly farewells: string[];
  /** What is known now: a test may change it. */
  readonly roster: Map<DeviceId, KnownDevice>;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

export async function createTestDevice(name: string): Promise<TestDevice> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const signKey = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
  const id = Buffer.from(sha256(signKey).subarray(0, 16)).toString('base64url');
  return { id, signKey, name, sign: async (data) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, data as BufferSource)) };
}

/** Sorted by id: the first one dials all others. */
export async function createTestDevices(count: number): Promise<TestDevice[]> {
  const devices = await Promise.all(Array.from({ length: count }, (_, i) => createTestDevice(`Tablet ${i}`)));
  return devices.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Credentials are words that the team has given to a member: "<team> admits <id> <key> <name>". */
export function createTestTeam(id: string, members: readonly TestDevice[]): TestTeam {
  const credentialsOf = (device: TestDevice): Uint8Array => bytes(`${id} admits ${device.id} ${Buffer.from(device.signKey).toString('hex')} ${device.name}`);
  const known = ({ id: device, signKey }: TestDevice, isRemoved: boolean): KnownDevice => ({ id: device, signKey, isRemoved });
  return {
    id,
    gatekeeper: (self, { knows = members, removed = [] } = {}) => {
      const roster = new Map(knows.map((device) => [device.id, known(device, removed.includes(device))]));
      const farewells: string[] = [];
      return {
        teamId: id, self: self.id, sign: self.sign, roster, farewells,
        credentials: () => credentialsOf(self),
        admit: async (device, credentials) => {
          const listed = roster.get(device);
          const member = members.find((candidate) => candidate.id === device);
          if (listed || !member || text(credentials) !== text(credentialsOf(member))) return listed;
          roster.set(device, known(member, false));
          return roster.get(device);
        },
        farewell: (device) => (roster.get(device)?.isRemoved ? bytes(`${id} removes ${device}`) : undefined),
        onFarewell: async (order) => {
          farewells.push(text(order));
          return text(order) === `${id} removes ${self.id}`;
        },
      };
    },
  };
}
