import { describe, expect, it, vi } from 'vitest';
import { createTabLeader } from '../../../../src/replica/storage/tab-leader';
import { createFakeTabs } from '../../../support/fake-tabs';

describe.each(['web locks', 'election over a channel'])('leadership of tabs by %s', (way) => {
  const setUp = () => {
    const tabs = createFakeTabs();
    const open = () => {
      const tab = tabs.openTab();
      const leader = createTabLeader({ name: 'book', locks: way === 'web locks' ? tab.locks : null, channelFactory: tab.channelFactory });
      return { tab, leader, kill: tab.kill };
    };
    return { open };
  };

  it('a tab alone leads', async () => {
    const { open } = setUp();
    expect(await open().leader.settled).toBe('leader');
  });

  it('a second tab follows, and leads when the first lets go', async () => {
    const { open } = setUp();
    const first = open();
    await first.leader.settled;
    const second = open();
    expect(await second.leader.settled).toBe('follower');
    first.leader.release();
    await vi.waitFor(() => expect(second.leader.role()).toBe('leader'), 3000);
    expect(first.leader.role()).toBe('follower');
  });

  it('one of two followers leads when the leader is killed without a goodbye', async () => {
    const { open } = setUp();
    const first = open();
    await first.leader.settled;
    const others = [open(), open()];
    await Promise.all(others.map((other) => other.leader.settled));
    first.kill();
    await vi.waitFor(() => expect(others.map((other) => other.leader.role()).sort()).toEqual(['follower', 'leader']), 6000);
  }, 10_000);

  it('of tabs that start together exactly one leads', async () => {
    const { open } = setUp();
    const all = [open(), open(), open(), open()];
    await Promise.all(all.map((one) => one.leader.settled));
    await vi.waitFor(() => expect(all.filter((one) => one.leader.role() === 'leader')).toHaveLength(1), 3000);
  });

  it('a tab that let go while it waited never leads', async () => {
    const { open } = setUp();
    const first = open();
    await first.leader.settled;
    const second = open();
    await second.leader.settled;
    second.leader.release();
    first.leader.release();
    const third = open();
    await vi.waitFor(() => expect(third.leader.role()).toBe('leader'), 3000);
    expect(second.leader.role()).toBe('follower');
  });

  it('says that it leads exactly once, to the callback and to listeners', async () => {
    const tab = createFakeTabs().openTab();
    const onLeader = vi.fn();
    const leader = createTabLeader({ name: 'book', locks: way === 'web locks' ? tab.locks : null, channelFactory: tab.channelFactory, onLeader });
    const heard: string[] = [];
    leader.onChange((role) => heard.push(role));
    await leader.settled;
    expect(onLeader).toHaveBeenCalledOnce();
    expect(heard).toEqual(['leader']);
  });
});

it('a tab whose lock is stolen stops leading', async () => {
  let steal: (error: unknown) => void = () => undefined;
  const queued: string[] = [];
  const locks = {
    request: (_name: string, options: { ifAvailable?: boolean }, callback: (lock: unknown) => Promise<void>) => {
      if (!options.ifAvailable || queued.length) return new Promise(() => void queued.push('waits'));
      queued.push('led');
      return new Promise((_resolve, reject) => {
        steal = reject;
        void callback({});
      });
    },
  };
  const leader = createTabLeader({ name: 'book', locks });
  expect(await leader.settled).toBe('leader');
  steal(new DOMException('stolen', 'AbortError'));
  await vi.waitFor(() => expect(leader.role()).toBe('follower'));
  await vi.waitFor(() => expect(queued).toContain('waits'));
});
