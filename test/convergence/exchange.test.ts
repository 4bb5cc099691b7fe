/** Two or three devices over links in memory: what arrives, and what each of them says of the others. */
import { afterEach, describe, expect, test } from 'vitest';
import { PROTOCOL } from '../../src/replica/sync/protocol';
import type { PeerSync } from '../../src/replica/team';
import { createMemoryStorage } from '../../src/replica/storage/memory-storage';
import type { StoragePort } from '../../src/replica/ports';
import { manyPacked } from '../contract/book-contract';
import { must } from '../support/books';
import { creating } from '../support/customers';
import { aDevice, link, until, untilEqual, type Device, type DeviceOptions } from '../support/sync-devices';

const open: Device[] = [];
async function device(name: string, options?: DeviceOptions): Promise<Device> {
  const made = await aDevice(name, options);
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
const syncOf = (here: Device, there: Device): PeerSync | undefined => here.engine.state().peers.get(there.name);
const untilSame = (here: Device, there: Device): Promise<void> => until(() => syncOf(here, there)?.kind === 'same', () => JSON.stringify(syncOf(here, there)));

describe('two devices', () => {
  test('a new device gets the whole book, the newest customers first, and both say that they are the same', async () => {
    const anna = await device('anna'), ben = await device('ben');
    must(await anna.book.storePacked(manyPacked(1_200)));
    must(await anna.book.perform({ label: 'new', edits: [creating('cus_new')] }));
    must(await anna.book.team.set('settings', 'name', 'Quay Street'));
    const firstRows: string[] = [];
    ben.book.rows.onChange((event) => {
      if (event.kind === 'changed' && firstRows.length === 0) firstRows.push(...event.ids);
    });
    const progress = new Set<string>();
    ben.engine.onState(() => progress.add(syncOf(ben, anna)?.kind ?? 'none'));
    link(anna, ben);
    await untilEqual([anna, ben]);
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
    expect(ben.book.rows.size).toBe(1_201);
    expect(ben.book.team.get('settings', 'name')).toBe('Quay Street');
    expect(firstRows).toContain('cus_new');
    expect(anna.engine.state().onlyHere).toEqual({ count: 0, since: undefined });
    expect(ben.engine.state().onlyHere.count).toBe(0);
  });

  test('of a whole book the customers with photos come after all others', async () => {
    const anna = await device('anna'), ben = await device('ben');
    const photo = `data:image/jpeg;base64,${'Zm90b'.repeat(12_000)}`;
    must(await anna.book.storePacked(manyPacked(300)));
    must(await anna.book.perform({ label: 'photos', edits: Array.from({ length: 40 }, (_, i) => creating(`cus_photo${String(i)}`, { photo })) }));
    const arrived: string[] = [];
    ben.book.rows.onChange((event) => { if (event.kind === 'changed') arrived.push(...event.ids); });
    link(anna, ben);
    await untilEqual([anna, ben]);
    const order = [...new Set(arrived)];
    expect(order).toHaveLength(340);
    expect(order.slice(0, 300).filter((id) => id.startsWith('cus_photo'))).toEqual([]);
    await untilSame(anna, ben);
  });

  test('equal books find that out in less than 300 bytes', async () => {
    const anna = await device('anna'), ben = await device('ben');
    for (const { book } of [anna, ben]) must(await book.storePacked(manyPacked(2_000)));
    const pair = link(anna, ben);
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(pair.bytes()[0] + pair.bytes()[1]).toBeLessThan(300);
  });

  test('typing arrives while it is typed, and is acknowledged after it has been stored there', async () => {
    const anna = await device('anna'), ben = await device('ben');
    must(await anna.book.perform({ label: 'new', edits: [creating('cus_1')] }));
    link(anna, ben);
    await untilSame(anna, ben);
    const here = must(await anna.book.open('cus_1')), there = must(await ben.book.open('cus_1'));
    here.note.insert(0, 'Likes linen');
    const before = performance.now();
    await until(() => there.note.toString() === 'Likes linen');
    expect(performance.now() - before).toBeLessThan(200);
    there.note.insert(0, 'She ');
    await until(() => here.note.toString() === 'She Likes linen');
    await untilEqual([anna, ben]);
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
    here.close();
    there.close();
  });

  test('changes made apart on both sides meet, in bytes that follow the changes and not the book', async () => {
    const anna = await device('anna'), ben = await device('ben');
    must(await anna.book.storePacked(manyPacked(3_000)));
    const first = link(anna, ben);
    await untilEqual([anna, ben]);
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
    first.cut();
    must(await anna.book.perform({ label: 'edit', edits: Array.from({ length: 20 }, (_, n) => ({ id: `cus_${n}`, fields: { owner: 'Cleo' } })) }));
    must(await ben.book.perform({ label: 'edit', edits: Array.from({ length: 20 }, (_, n) => ({ id: `cus_${n + 10}`, fields: { status: 'lapsed' } })) }));
    must(await ben.book.erase(['cus_2999']));
    expect(syncOf(anna, ben)).toMatchObject({ kind: 'behind', missing: 20 });
    expect(ben.engine.onlyHere()).toHaveLength(21);
    const second = link(anna, ben);
    await untilEqual([anna, ben]);
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
    expect(anna.book.rows.get('cus_15')).toMatchObject({ owner: 'Cleo', status: 'lapsed' });
    expect(anna.book.rows.get('cus_2999')).toBeUndefined();
    expect(second.bytes()[0] + second.bytes()[1]).toBeLessThan(30_000);
  });

  test('books that were filled apart meet though neither remembers the other', async () => {
    const anna = await device('anna'), ben = await device('ben');
    must(await anna.book.storePacked(manyPacked(400)));
    must(await ben.book.storePacked(manyPacked(300)));
    must(await ben.book.perform({ label: 'new', edits: [creating('cus_ben')] }));
    must(await anna.book.erase(['cus_5']));
    link(anna, ben);
    await untilEqual([anna, ben]);
    expect(ben.book.rows.size).toBe(400);
    expect(ben.book.rows.get('cus_5')).toBeUndefined();
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
  });

  test('what is known of the other one outlives a restart', async () => {
    const anna = await device('anna'), ben = await device('ben');
    must(await anna.book.storePacked(manyPacked(30)));
    const pair = link(anna, ben);
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
    pair.cut();
    must(await anna.book.perform({ label: 'edit', edits: [{ id: 'cus_3', fields: { owner: 'Cleo' } }] }));
    await anna.restart();
    expect(syncOf(anna, ben)).toMatchObject({ kind: 'behind', missing: 1, since: expect.any(Number) as number });
    expect(anna.engine.onlyHere()).toEqual(['cus_3']);
    expect(anna.engine.state().onlyHere.since).toBeLessThanOrEqual(Date.now());
    await ben.restart();
    expect(syncOf(ben, anna)).toMatchObject({ kind: 'same' });
    link(anna, ben);
    await untilEqual([anna, ben]);
    await untilSame(anna, ben);
    expect(anna.engine.onlyHere()).toEqual([]);
  });

  test('a receiver that dies between receiving and storing has confirmed nothing', async () => {
    const anna = await device('anna');
    let isHolding = false, received = 0;
    const ben = await device('ben', { storage: (database): StoragePort => {
      const under = createMemoryStorage(database);
      return { ...under, commit: (operations, how) => {
        if (!isHolding) return under.commit(operations, how);
        if (operations.some(({ store }) => store === 'docs' || store === 'updates')) received += 1;
        return new Promise(() => undefined);
      } };
    } });
    must(await anna.book.storePacked(manyPacked(30)));
    const pair = link(anna, ben);
    await Promise.all([untilSame(anna, ben), untilSame(ben, anna)]);
    isHolding = true;
    must(await anna.book.perform({ label: 'edit', edits: [{ id: 'cus_3', fields: { owner: 'Cleo' } }] }));
    await until(() => received > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(anna.engine.onlyHere()).toEqual(['cus_3']);
    expect(syncOf(anna, ben)).toEqual({ kind: 'sending', missing: 1 });
    isHolding = false;
    await ben.kill();
    pair.cut();
    await anna.restart();
    expect(anna.engine.onlyHere()).toEqual(['cus_3']);
    expect(syncOf(anna, ben)).toMatchObject({ kind: 'behind', missing: 1 });
    link(anna, ben);
    await untilEqual([anna, ben]);
    await untilSame(anna, ben);
    expect(ben.book.rows.get('cus_3')?.owner).toBe('Cleo');
  });

  test('a device of another protocol version is refused with a reason that names both', async () => {
    const anna = await device('anna'), ben = await device('ben', { protocol: PROTOCOL + 1 });
    must(await anna.book.storePacked(manyPacked(5)));
    link(anna, ben);
    await until(() => syncOf(anna, ben)?.kind === 'refused');
    expect(syncOf(anna, ben)).toEqual({ kind: 'refused', reason: `other-version:${String(PROTOCOL + 1)}` });
    await until(() => syncOf(ben, anna)?.kind === 'refused');
    expect(syncOf(ben, anna)).toEqual({ kind: 'refused', reason: `other-version:${String(PROTOCOL)}` });
    expect(ben.book.rows.size).toBe(0);
  });

  test('what a device that may only read has changed or erased reaches nobody, and it is told so', async () => {
    const roles = { spy: 'auditor' } as const;
    const anna = await device('anna', { roles }), spy = await device('spy', { roles });
    must(await anna.book.storePacked(manyPacked(40)));
    const first = link(anna, spy);
    await Promise.all([untilSame(anna, spy), untilSame(spy, anna)]);
    const root = Buffer.from(anna.book.sync.index()!.root()).toString('hex');
    must(await spy.book.erase([...spy.book.rows.all()].slice(0, 30).map(({ id }) => id)));
    must(await spy.book.perform({ label: 'edit', edits: [{ id: 'cus_35', fields: { owner: 'Spy' } }] }));
    await until(() => syncOf(spy, anna)?.kind === 'refused', () => JSON.stringify(syncOf(spy, anna)));
    first.cut();
    await spy.restart();
    link(anna, spy);
    await until(() => syncOf(spy, anna)?.kind === 'refused', () => JSON.stringify(syncOf(spy, anna)));
    expect(syncOf(spy, anna)).toEqual({ kind: 'refused', reason: 'not-allowed' });
    expect(Buffer.from(anna.book.sync.index()!.root()).toString('hex')).toBe(root);
    expect(anna.book.rows.size).toBe(40);
    expect((await anna.book.quarantined()).length).toBeGreaterThan(0);
  });

  test('a clock that jumps by a year and back changes nothing but what is shown', async () => {
    let now = Date.UTC(2026, 4, 5);
    const anna = await device('anna', { now: () => now }), ben = await device('ben');
    must(await anna.book.storePacked(manyPacked(10)));
    link(anna, ben);
    await untilSame(anna, ben);
    for (const jump of [365 * 86_400_000, -2 * 365 * 86_400_000]) {
      now += jump;
      must(await anna.book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: `at ${jump}` } }] }));
      await untilEqual([anna, ben]);
      await untilSame(anna, ben);
    }
    expect(anna.engine.state().onlyHere.count).toBe(0);
  });

  test('presence passes as it is, to one or to all, and is not kept', async () => {
    const anna = await device('anna'), ben = await device('ben'), cleo = await device('cleo');
    const heard: string[] = [], here: string[] = [];
    for (const each of [ben, cleo]) each.engine.presence.onMessage((from, bytes) => heard.push(`${each.name} hears ${from}: ${bytes.join()}`));
    anna.engine.presence.onPeer((name, isHere) => here.push(`${name} ${isHere}`));
    const pair = link(anna, ben);
    link(anna, cleo);
    await until(() => here.length === 2);
    anna.engine.presence.send(Uint8Array.of(1, 2));
    anna.engine.presence.send(Uint8Array.of(3), 'ben');
    await until(() => heard.length === 3);
    expect(heard.sort()).toEqual(['ben hears anna: 1,2', 'ben hears anna: 3', 'cleo hears anna: 1,2']);
    pair.cut();
    await until(() => here.length === 3);
    expect(here.at(-1)).toBe('ben false');
  });
});

test('a change passes through a colleague to one who is not linked, and counts as not only here once anybody has it', async () => {
  const anna = await device('anna'), ben = await device('ben'), cleo = await device('cleo');
  link(anna, ben);
  link(ben, cleo);
  must(await anna.book.perform({ label: 'new', edits: [creating('cus_1')] }));
  await until(() => cleo.book.rows.get('cus_1') !== undefined);
  await untilEqual([anna, ben, cleo]);
  await untilSame(anna, ben);
  expect(anna.engine.onlyHere()).toEqual([]);
  await untilSame(cleo, ben);
  await ben.engine.forget('anna');
  await ben.engine.forget('cleo');
  expect(ben.engine.onlyHere()).toEqual(['cus_1']);
});
