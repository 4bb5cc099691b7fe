import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPresence, type Presence, type PresenceLink } from '../../../src/replica/team-presence';

type Device = readonly [Presence, string];
const device = (name: string): Device => [createPresence({ device: name, person: `${name}'s owner` }), name];

/** Two ends of one link; messages arrive at once, ended ones never. */
function join([a, nameA]: Device, [b, nameB]: Device): () => void {
  let isOpen = true;
  const ends: { listener?: (message: Uint8Array) => void; ended?: () => void }[] = [{}, {}];
  const end = (mine: number, device: string): PresenceLink => ({
    device,
    send: (message) => { if (isOpen) ends[1 - mine]!.listener?.(message); },
    onMessage: (listener) => { ends[mine]!.listener = listener; },
    onEnd: (listener) => { ends[mine]!.ended = listener; },
  });
  const [left, right] = [end(0, nameB), end(1, nameA)];
  a.attach(left);
  b.attach(right);
  a.attach(left); // what was sent before the other side listened is sent again
  return () => { isOpen = false; for (const { ended } of ends) ended?.(); };
}


describe('who looks at a customer', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('is known to everybody, through a colleague in between', () => {
    const team = ['anna', 'ben', 'cleo'].map(device);
    const [[anna], [ben], [cleo]] = team as [Device, Device, Device];
    join(team[0]!, team[1]!);
    join(team[1]!, team[2]!);
    const heard = vi.fn();
    cleo.onLooking(heard);
    anna.look({ customer: 'c1', cursor: { anchor: 'a', head: 'b' } });
    vi.advanceTimersByTime(100);
    expect(heard).toHaveBeenCalled();
    expect(cleo.looking()).toEqual({ c1: [{ device: 'anna', person: 'anna\'s owner', cursor: { anchor: 'a', head: 'b' } }] });
    expect([anna.looking(), Object.keys(ben.looking())]).toEqual([{}, ['c1']]);
    anna.look(undefined);
    vi.advanceTimersByTime(100);
    expect(cleo.looking()).toEqual({});
    for (const [each] of team) each.close();
  });

  it('ends with the link, for those behind it too', () => {
    const team = ['anna', 'ben', 'cleo'].map(device);
    const [[anna], [ben], [cleo]] = team as [Device, Device, Device];
    const cut = join(team[0]!, team[1]!);
    join(team[1]!, team[2]!);
    anna.look({ customer: 'c1' });
    vi.advanceTimersByTime(100);
    cut();
    expect([ben.looking(), cleo.looking()]).toEqual([{}, {}]);
    for (const [each] of team) each.close();
  });

  it('costs no message while nobody does', () => {
    const [anna] = device('anna');
    const send = vi.fn();
    anna.attach({ device: 'ben', send, onMessage: () => undefined, onEnd: () => undefined });
    vi.advanceTimersByTime(60_000);
    expect(send).not.toHaveBeenCalled();
    anna.look({ customer: 'c1' });
    vi.advanceTimersByTime(100);
    anna.look(undefined);
    vi.advanceTimersByTime(100);
    expect(send).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(60_000);
    expect(send).toHaveBeenCalledTimes(2);
    anna.close();
  });

  it('is not believed where it is none', () => {
    const [ben] = device('ben');
    let say: (message: Uint8Array) => void = () => undefined;
    ben.attach({ device: 'mallory', send: () => undefined, onMessage: (listener) => { say = listener; }, onEnd: () => undefined });
    for (let length = 0; length < 200; length += 1) say(Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256));
    say(new Uint8Array(70_000));
    expect(ben.looking()).toEqual({});
    ben.close();
  });
});
