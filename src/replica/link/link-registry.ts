/**
 * The proven links, one a device. A newer one takes the place of an older one, decided alike on both sides: dials of one run of an app are
 * numbered by the device that dials, so the higher number stays whichever was proven first; of different runs the later one stays.
 */
import type { Proven } from './dialer';
import type { DeviceId, LinkEnd } from './ports';

export interface RegisteredLink extends Proven { readonly since: number }

export interface LinkRegistry {
  /** undefined: an older dial that came late; it is closed. */
  add(proven: Proven): RegisteredLink | undefined;
  /** From now on its end is told; asked for once others have heard of the link, so that none hears of an end before the beginning. */
  watch(link: RegisteredLink): void;
  get(device: DeviceId): RegisteredLink | undefined;
  all(): readonly RegisteredLink[];
  /** Ends it as lost: its other end is gone. */
  drop(link: RegisteredLink): void;
  close(): void;
}

/** `onEnd`: the device has no link now. */
export function createLinkRegistry(now: () => number, onEnd: (link: RegisteredLink, end: LinkEnd) => void): LinkRegistry {
  const links = new Map<DeviceId, RegisteredLink>();

  const isOlder = ({ dial }: Proven, current: Proven): boolean => dial !== undefined && current.dial !== undefined && dial.session === current.dial.session && dial.number < current.dial.number;
  const ended = (link: RegisteredLink, end: LinkEnd): void => {
    if (links.get(link.device) !== link) return;
    links.delete(link.device);
    onEnd(link, end);
  };
  return {
    add: (proven) => {
      const current = links.get(proven.device);
      if (current && isOlder(proven, current)) return void proven.channel.close();
      const link = { ...proven, since: now() };
      links.set(proven.device, link);
      current?.channel.close();
      return link;
    },
    get: (device) => links.get(device),
    all: () => [...links.values()],
    drop: (link) => {
      ended(link, { kind: 'lost' });
      link.channel.close();
    },
    close: () => {
      const open = [...links.values()];
      links.clear();
      for (const { channel } of open) channel.close();
    },
    watch: (link) => link.channel.onEnd((end) => ended(link, end)),
  };
}
