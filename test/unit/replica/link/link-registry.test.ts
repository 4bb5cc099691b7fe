import { describe, expect, it } from 'vitest';
import { createMessageChannel } from '../../../../src/replica/link/framing';
import { createLinkRegistry } from '../../../../src/replica/link/link-registry';
import { createMemoryPackets } from '../../../../src/replica/link/memory-packets';
import type { LinkEnd } from '../../../../src/replica/link/ports';
import type { DialKey } from '../../../../src/replica/link/signals';
import { settle } from '../../../support/fake-timers';

function registryOf() {
  const ends: LinkEnd[] = [];
  const registry = createLinkRegistry(() => 0, (_link, end) => void ends.push(end));
  const add = (dial: DialKey | undefined) => {
    const packets = createMemoryPackets();
    const channel = createMessageChannel(packets.a);
    const far = createMessageChannel(packets.b);
    const link = registry.add({ device: 'ben', channel, dial, session: undefined });
    if (link) registry.watch(link);
    return { link, channel, far, packets };
  };
  return { registry, ends, add };
}

describe('one link a device', () => {
  it('the newer dial stays, in whichever order the two were proven', () => {
    for (const order of [[1, 2], [2, 1]]) {
      const { registry, ends, add } = registryOf();
      const [first, second] = order.map((number) => ({ number, ...add({ session: 9, number }) })) as [ReturnType<typeof add> & { number: number }, ReturnType<typeof add> & { number: number }];
      const [newer, older] = first.number === 2 ? [first, second] : [second, first];
      expect(registry.get('ben')?.channel).toBe(newer.channel);
      expect(newer.channel.hasEnded()).toBe(false);
      expect(older.channel.hasEnded()).toBe(true);
      expect(ends).toEqual([]);
    }
  });

  it('of different runs of the app, or made by hand, the later one stays', () => {
    for (const next of [{ session: 8, number: 1 }, undefined]) {
      const { registry, add } = registryOf();
      const older = add({ session: 9, number: 5 });
      const newer = add(next);
      expect(registry.get('ben')?.channel).toBe(newer.channel);
      expect(older.channel.hasEnded()).toBe(true);
    }
  });

  it('the end of the link that is there is told once, and makes room', async () => {
    const { registry, ends, add } = registryOf();
    const { packets } = add({ session: 9, number: 1 });
    packets.cut();
    await settle();
    expect(ends).toEqual([{ kind: 'lost' }]);
    expect(registry.all()).toEqual([]);
    expect(add({ session: 9, number: 2 }).link).toBeDefined();
  });

  it('dropping tells of a loss, closing all tells nobody', () => {
    const { registry, ends, add } = registryOf();
    const dropped = add({ session: 9, number: 1 });
    registry.drop(dropped.link!);
    expect(ends).toEqual([{ kind: 'lost' }]);
    const closed = add({ session: 9, number: 2 });
    registry.close();
    expect(closed.channel.hasEnded()).toBe(true);
    expect(ends).toHaveLength(1);
  });
});
