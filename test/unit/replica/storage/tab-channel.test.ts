import { describe, expect, it, vi } from 'vitest';
import { createTabChannel } from '../../../../src/replica/storage/tab-channel';
import { createFakeTabs } from '../../../support/fake-tabs';

const setUp = (resendMs = 60_000) => {
  const tabs = createFakeTabs();
  const open = () => {
    const tab = tabs.openTab();
    return { ...createTabChannel<string, string, string>({ name: 'book/1', channelFactory: tab.channelFactory, resendMs }), kill: tab.kill, freeze: tab.freeze, thaw: tab.thaw };
  };
  return { open };
};

describe('requests between tabs', () => {
  it('a follower gets the answer of the leader', async () => {
    const { open } = setUp();
    const [leader, follower] = [open(), open()];
    leader.onRequest((body) => body.toUpperCase());
    expect(await follower.request('save')).toBe('SAVE');
  });

  it('each of many requests under way gets its own answer', async () => {
    const { open } = setUp();
    const [leader, a, b] = [open(), open(), open()];
    leader.onRequest(async (body) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
      return `done ${body}`;
    });
    const bodies = Array.from({ length: 50 }, (_, i) => String(i));
    const answers = await Promise.all(bodies.flatMap((body) => [a.request(`a${body}`), b.request(`b${body}`)]));
    expect(answers).toEqual(bodies.flatMap((body) => [`done a${body}`, `done b${body}`]));
  });

  it('the leader answers itself', async () => {
    const { open } = setUp();
    const leader = open();
    leader.onRequest((body) => `own ${body}`);
    expect(await leader.request('save')).toBe('own save');
  });

  it('a request made before anybody leads is answered when somebody does', async () => {
    const { open } = setUp();
    const [leader, follower] = [open(), open()];
    const answer = follower.request('early');
    await new Promise((resolve) => setTimeout(resolve, 20));
    leader.onRequest((body) => `late ${body}`);
    expect(await answer).toBe('late early');
  });

  it('a request that the leader took to its grave goes to the next leader', async () => {
    const { open } = setUp();
    const [first, second, follower] = [open(), open(), open()];
    first.onRequest(() => new Promise(() => undefined));
    const answer = follower.request('save');
    await new Promise((resolve) => setTimeout(resolve, 20));
    first.kill();
    second.onRequest((body) => `second ${body}`);
    expect(await answer).toBe('second save');
  });

  it("a follower's own open request is served by itself when it becomes the leader", async () => {
    const { open } = setUp();
    const [first, follower] = [open(), open()];
    first.onRequest(() => new Promise(() => undefined));
    const answer = follower.request('save');
    first.kill();
    follower.onRequest((body) => `self ${body}`);
    expect(await answer).toBe('self save');
  });

  it('a leader that gets a request twice runs it once', async () => {
    const { open } = setUp();
    const [leader, follower] = [open(), open()];
    const handler = vi.fn(async (body: string) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return body;
    });
    leader.onRequest(handler);
    const answer = follower.request('save');
    follower.leaderChanged();
    follower.leaderChanged();
    expect(await answer).toBe('save');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(handler).toHaveBeenCalledOnce();
  });

  it('a request is sent again by itself while it stays unanswered', async () => {
    const { open } = setUp(15);
    const follower = open();
    const answer = follower.request('save');
    await new Promise((resolve) => setTimeout(resolve, 10));
    // A leader whose "serving" the follower never hears: it opens its channel first and serves at once.
    const leader = open();
    leader.onRequest((body) => `heard ${body}`);
    expect(await answer).toBe('heard save');
  });

  it('a handler that throws rejects the request instead of leaving it open', async () => {
    const { open } = setUp();
    const [leader, follower] = [open(), open()];
    leader.onRequest(() => {
      throw new Error('no such customer');
    });
    await expect(follower.request('save')).rejects.toThrow('no such customer');
  });

  it('a body that cannot travel is refused at once', async () => {
    const tabs = createFakeTabs();
    const tab = tabs.openTab();
    const other = createTabChannel<unknown, string, string>({ name: 'book/1', channelFactory: tabs.openTab().channelFactory });
    const follower = createTabChannel<unknown, string, string>({ name: 'book/1', channelFactory: tab.channelFactory });
    await expect(follower.request(() => undefined)).rejects.toThrow();
    other.close();
  });

  it('closing rejects what is open and everything after', async () => {
    const { open } = setUp();
    const follower = open();
    const answer = follower.request('save');
    follower.close();
    await expect(answer).rejects.toThrow('closed');
    await expect(follower.request('again')).rejects.toThrow('closed');
  });
});

describe('a leader that gives no sign of life', () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('is told of after three sends, its request is kept, and its return is told too', async () => {
    const { open } = setUp(15);
    const [leader, follower] = [open(), open()];
    leader.onRequest((body) => `done ${body}`);
    const told: boolean[] = [];
    follower.onSilence((isSilent) => told.push(isSilent));
    leader.freeze();
    const answer = follower.request('save');
    await pause(25);
    expect(told).toEqual([]);
    await vi.waitFor(() => expect(told).toEqual([true]));
    leader.thaw();
    expect(await answer).toBe('done save');
    expect(told).toEqual([true, false]);
  });

  it('is not taken for one that is long at work', async () => {
    const { open } = setUp(15);
    const [leader, follower] = [open(), open()];
    let finish: (answer: string) => void = () => undefined;
    leader.onRequest(() => new Promise((resolve) => (finish = resolve)));
    const told = vi.fn();
    follower.onSilence(told);
    const answer = follower.request('import');
    await pause(150);
    finish('done');
    expect(await answer).toBe('done');
    expect(told).not.toHaveBeenCalled();
  });

  it('is forgotten when it dies and another takes its place', async () => {
    const { open } = setUp(15);
    const [leader, follower] = [open(), open()];
    leader.onRequest((body) => body);
    const told: boolean[] = [];
    follower.onSilence((isSilent) => told.push(isSilent));
    leader.freeze();
    const answer = follower.request('save');
    await vi.waitFor(() => expect(told).toEqual([true]));
    leader.kill();
    follower.onRequest((body) => `self ${body}`);
    expect(await answer).toBe('self save');
    expect(told).toEqual([true, false]);
  });
});

describe('broadcasts between tabs', () => {
  it('reach all other tabs in order, and not the sender', async () => {
    const { open } = setUp();
    const [a, b, c] = [open(), open(), open()];
    const heard: string[] = [];
    [a, b, c].forEach((tab, i) => tab.onBroadcast((body) => heard.push(`${i}:${body}`)));
    a.broadcast('one');
    a.broadcast('two');
    await vi.waitFor(() => expect(heard.sort()).toEqual(['1:one', '1:two', '2:one', '2:two']));
  });

  it('strange messages on the channel are ignored', async () => {
    const tabs = createFakeTabs();
    const raw = tabs.openTab().channelFactory('book/1');
    const channel = createTabChannel<string, string, string>({ name: 'book/1', channelFactory: tabs.openTab().channelFactory });
    const heard = vi.fn();
    channel.onBroadcast(heard);
    for (const junk of [null, 7, 'x', {}, { type: 'nonsense' }, { type: 'answer', id: 'unknown' }, []]) raw.postMessage(junk);
    raw.postMessage({ type: 'broadcast', body: 'real' });
    await vi.waitFor(() => expect(heard).toHaveBeenCalledExactlyOnceWith('real'));
  });
});
