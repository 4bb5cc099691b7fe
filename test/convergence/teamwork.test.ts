/**
 * Four devices that work, part, lose links in the middle of a batch, restart and come together again, from seeds; and three who edit
 * one note apart and meet in every order. In the end all are equal, and nobody has said that another one had what it had not.
 */
import { afterEach, expect, test } from 'vitest';
import { manyPacked } from '../contract/book-contract';
import { must } from '../support/books';
import { creating, seededRandom } from '../support/customers';
import type { MessagePair } from '../support/message-pair';
import { aDevice, link, until, untilEqual, type Device } from '../support/sync-devices';
import { indexedDigests, trueDigests } from '../support/sync-books';

const open: Device[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
async function devices(...names: string[]): Promise<Device[]> {
  const made = await Promise.all(names.map((name) => aDevice(name)));
  open.push(...made);
  return made;
}

/** Whatever one says of another as 'same' or not its own alone must be so in the other's storage. */
function findLies(all: readonly Device[]): string[] {
  const lies: string[] = [];
  for (const here of all) {
    const own = here.book.sync.index()!, onlyHere = new Set(here.engine.onlyHere());
    const others = all.filter((other) => other !== here).map((other) => other.book.sync.index()!);
    const { peers } = here.engine.state();
    for (const { id, digest } of own.entries()) {
      const hex = Buffer.from(digest).toString('hex');
      // Another one may have gone on from it meanwhile: then it has at least been there, and is not this any more.
      if (!onlyHere.has(id) && others.every((other) => other.digest(id) === undefined)) lies.push(`${here.name} says that others have ${id} (${hex})`);
    }
    for (const [name, sync] of peers) {
      const there = all.find((other) => other.name === name)!.book.sync.index()!;
      if (sync.kind === 'same') for (const { id } of own.entries()) if (!there.digest(id)) lies.push(`${here.name} is the same as ${name}, who has no ${id}`);
    }
  }
  return lies;
}

const OPERATIONS = 1_000;

test.each([1, 2, 3])('four devices, %#: a thousand operations, partitions, restarts and lost links end equal', async (seed) => {
  const random = seededRandom(seed), pick = (n: number): number => Math.floor(random() * n);
  const all = await devices('anna', 'ben', 'cleo', 'dora');
  must(await all[0]!.book.storePacked(manyPacked(60)));
  const pairs = new Map<string, MessagePair>(), log: string[] = [];
  const ids = Array.from({ length: 60 }, (_, n) => `cus_${n}`);
  const typed: { readonly id: string; readonly word: string }[] = [];
  const erased = new Set<string>();
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pick(6)));
  const nameOf = (a: number, b: number): string => `${Math.min(a, b)}-${Math.max(a, b)}`;
  const connect = (a: number, b: number): void => {
    if (a === b || pairs.get(nameOf(a, b))?.isOpen()) return;
    // Messages take their time, and a few get lost together with their link.
    const pair = link(all[a]!, all[b]!, { later: (task) => void setTimeout(task, pick(3)), tamper: (message) => {
      if (random() > 0.004) return message;
      setImmediate(() => pair.cut());
      return undefined;
    } });
    pairs.set(nameOf(a, b), pair);
  };

  for (let step = 0; step < OPERATIONS; step++) {
    const at = pick(4), device = all[at]!, { book } = device, id = ids[pick(ids.length)]!;
    const roll = random();
    if (roll < 0.45) {
      await book.perform({ label: 'edit', edits: [{ id, fields: random() < 0.2 ? { 'phone/p1': null } : { [['owner', 'status', 'organization'][pick(3)]!]: `s${step}` } }] });
      log.push(`${device.name} edits ${id}`);
    } else if (roll < 0.6) {
      const opened = await book.open(id);
      if (opened.ok) {
        const { note } = opened.value, word = `<${step}>`;
        note.insert(pick(note.length + 1), word);
        if (note.length > 40 && random() < 0.3) note.delete(0, 3);
        else typed.push({ id, word });
        if (random() < 0.5) await book.flush();
        opened.value.close();
        log.push(`${device.name} types ${word} at ${id}`);
      }
    } else if (roll < 0.66) {
      const created = `cus_${seed}_${step}`;
      await book.perform({ label: 'new', edits: [creating(created)] });
      ids.push(created);
      log.push(`${device.name} creates ${created}`);
    } else if (roll < 0.68) {
      await book.erase([id]);
      erased.add(id);
      log.push(`${device.name} erases ${id}`);
    } else if (roll < 0.7) await book.team.set('savedViews', `view${pick(5)}`, { step });
    else if (roll < 0.9) {
      connect(at, pick(4));
      await pause();
    } else if (roll < 0.97) {
      for (const [name, pair] of pairs) if (name.includes(String(at))) pair.cut();
      log.push(`${device.name} is cut off`);
    } else if (roll < 0.985) {
      await device.restart();
      log.push(`${device.name} restarts`);
    } else {
      // The same link twice: one of them must give way.
      const other = all[(at + 1 + pick(3)) % 4]!;
      link(device, other);
    }
    if (step % 50 === 0) expect(findLies(all), log.slice(-40).join('\n')).toEqual([]);
  }

  for (const { book } of all) must(await book.flush());
  for (const pair of pairs.values()) pair.cut();
  for (const [a, b] of [[0, 1], [1, 2], [2, 3]] as const) link(all[a]!, all[b]!);
  await untilEqual(all, 30_000);
  for (const device of all) {
    expect(indexedDigests(device.book), log.join('\n')).toEqual(await trueDigests(device.book));
    expect(await device.book.quarantined()).toEqual([]);
  }
  const rows = all.map(({ book }) => Object.fromEntries([...book.rows.all()].map((row) => [row.id, row])));
  for (const other of rows.slice(1)) expect(other).toEqual(rows[0]);
  for (const id of erased) expect(rows[0]![id]).toBeUndefined();
  await until(() => all.every(({ engine }) => engine.onlyHere().length === 0), () => all.map(({ engine }) => engine.onlyHere().join()).join(' | '));
  expect(typed.length).toBeGreaterThan(50);
}, 120_000);

const ORDERS = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const;

test.each(ORDERS)('three devices that edit one note and different fields apart lose no character, meeting in the order %i %i %i', async (...order) => {
  const all = await devices('anna', 'ben', 'cleo');
  must(await all[0]!.book.perform({ label: 'new', edits: [{ ...creating('cus_1'), note: 'Likes linen.' }] }));
  const before = [link(all[0]!, all[1]!), link(all[1]!, all[2]!)];
  await untilEqual(all);
  for (const pair of before) pair.cut();

  const fields = ['owner', 'status', 'organization'];
  for (const [i, { book, name }] of all.entries()) {
    const opened = must(await book.open('cus_1'));
    for (const [n, letter] of [...`(${name} was here)`].entries()) opened.note.insert(i === 0 ? n : opened.note.length, letter);
    must(await book.flush());
    opened.close();
    must(await book.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { [fields[i]!]: `by ${name}` } }] }));
  }
  const links = [[0, 1], [1, 2], [0, 2]] as const;
  for (const each of order) {
    const [a, b] = links[each];
    const pair = link(all[a]!, all[b]!);
    await untilEqual([all[a]!, all[b]!]);
    if (each !== order[2]) pair.cut();
  }
  link(all[links[order[0]][0]]!, all[links[order[0]][1]]!);
  await untilEqual(all);
  const notes = await Promise.all(all.map(async ({ book }) => {
    const opened = must(await book.open('cus_1'));
    const text = opened.note.toString();
    opened.close();
    return text;
  }));
  expect(new Set(notes).size).toBe(1);
  for (const { name } of all) expect(notes[0]).toContain(`(${name} was here)`);
  expect(notes[0]).toHaveLength('Likes linen.'.length + all.reduce((sum, { name }) => sum + `(${name} was here)`.length, 0));
  for (const { book } of all) expect(book.rows.get('cus_1')).toMatchObject({ owner: 'by anna', status: 'by ben' });
});
