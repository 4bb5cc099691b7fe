/**
 * A link that changes what it carries, and a colleague who sends what nobody should: nothing changes wrongly, and the link ends or the
 * item is put aside. The checksum of the link below is left out here, so that damage reaches what is tested.
 */
import { afterEach, expect, test } from 'vitest';
import { createCustomerState } from '../../src/replica/documents/create-state';
import { encodeItems, encodeMessage, PROTOCOL } from '../../src/replica/sync/protocol';
import { manyPacked } from '../contract/book-contract';
import { must } from '../support/books';
import { aCustomer, seededRandom } from '../support/customers';
import { createMessagePair } from '../support/message-pair';
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
const rowsOf = ({ book }: Device): unknown => Object.fromEntries([...book.rows.all()].map((row) => [row.id, row]));

test.each(Array.from({ length: 12 }, (_, i) => i + 1))('messages that are cut, flipped or blown up on their way do no harm (seed %i)', async (seed) => {
  const random = seededRandom(seed), pick = (n: number): number => Math.floor(random() * n);
  const [anna, ben] = await devices('anna', 'ben') as [Device, Device];
  must(await anna.book.storePacked(manyPacked(40)));
  const healthy = link(anna, ben);
  await untilEqual([anna, ben]);
  healthy.cut();
  let changed = 0;
  for (let round = 0; round < 6; round++) {
    must(await anna.book.perform({ label: 'edit', edits: Array.from({ length: 5 }, () => ({ id: `cus_${pick(40)}`, fields: { organization: `r${round} ${pick(99)}` } })) }));
    const before = rowsOf(anna);
    const pair = link(anna, ben, { tamper: (message) => {
      // Whole messages of documents are left to what checks documents: a flipped letter in a name is a name, and only a checksum knows.
      if (message[0] === 9 || random() > 0.4) return message;
      changed += 1;
      const kind = pick(3);
      if (kind === 0) return message.subarray(0, pick(message.length));
      if (kind === 1) return Uint8Array.from([...message, ...Array.from({ length: 1 + pick(2_000) }, () => pick(256))]);
      message[pick(message.length)]! ^= 1 << pick(8);
      return message;
    } });
    await new Promise((resolve) => setTimeout(resolve, 120));
    pair.cut();
    expect(rowsOf(anna)).toEqual(before);
  }
  expect(changed).toBeGreaterThan(5);
  for (const device of [anna, ben]) expect(indexedDigests(device.book)).toEqual(await trueDigests(device.book));
  link(anna, ben);
  await untilEqual([anna, ben]);
  expect(rowsOf(ben)).toEqual(rowsOf(anna));
});

const hello = encodeMessage({ kind: 'hello', protocol: PROTOCOL, schema: 1, role: 'owner', count: 1, root: new Uint8Array(16).fill(9), team: new Uint8Array(8), since: undefined, now: 0 });
const whole = encodeItems([{ id: 'cus_x', kind: 'whole', bytes: createCustomerState('cus_x', aCustomer()) }]);
/** Well-formed, and no document. */
const large = encodeItems([{ id: 'cus_y', kind: 'whole', bytes: new Uint8Array(7 * 1024 * 1024) }]);

const breaches: readonly (readonly [string, readonly Uint8Array[]])[] = [
  ['anything before the hello', [encodeMessage({ kind: 'want-all', number: 1 })]],
  ['a second hello', [hello, hello]],
  ['a confirmation of what was never sent', [hello, encodeMessage({ kind: 'stored', number: 4_711, shorts: new Uint8Array(8).fill(1), refused: [] })]],
  ['the end of a want that was never made', [hello, encodeMessage({ kind: 'given', number: 4_711 })]],
  ['more wants than anybody needs', [hello, ...Array.from({ length: 200 }, (_, number) => encodeMessage({ kind: 'want-all', number }))]],
  ['more than it was given room for', [hello, ...Array.from({ length: 300 }, (_, number) => encodeMessage({ kind: 'items', number, isPacked: false, body: whole }))]],
  ['announcements of more than anybody has', [hello, ...Array.from({ length: 26 }, (_, n) => encodeMessage({ kind: 'announce', entries: Array.from({ length: 10_000 }, (_, i) => ({ id: `cus_${String(n * 10_000 + i)}`, short: new Uint8Array(8).fill(1) })) }))]],
  ['more bytes than it was given room for', [hello, ...Array.from({ length: 10 }, (_, number) => encodeMessage({ kind: 'items', number, isPacked: false, body: large }))]],
  ['items that are none', [hello, encodeMessage({ kind: 'items', number: 1, isPacked: false, body: Uint8Array.of(5, 4, 3, 2, 1) })]],
  ['packed bytes that are none', [hello, encodeMessage({ kind: 'items', number: 1, isPacked: true, body: Uint8Array.of(5, 4, 3, 2, 1) })]],
  ['an unknown kind of message', [hello, Uint8Array.of(99, 1, 2)]],
  ['nothing', [hello, new Uint8Array(0)]],
];

test.each(breaches)('a colleague who sends %s loses the link, and the book is what it was', async (_name, messages) => {
  const [anna] = await devices('anna') as [Device];
  must(await anna.book.storePacked(manyPacked(20)));
  const before = rowsOf(anna) as Record<string, unknown>;
  const pair = createMessagePair();
  pair.ends[1].onMessage(() => undefined);
  anna.linkTo({ device: 'mallory', channel: pair.ends[0] });
  for (const message of messages) void pair.ends[1].send(message);
  await until(() => !pair.isOpen());
  expect(anna.engine.state().peers.get('mallory')).toEqual({ kind: 'refused', reason: 'malformed' });
  const { cus_x: _added, ...rest } = rowsOf(anna) as Record<string, unknown>;
  expect(rest).toEqual(before);
  expect(anna.engine.onlyHere().length).toBeGreaterThanOrEqual(20);
});

test('a colleague who lies about what it has makes nobody else believe it', async () => {
  const [anna, ben] = await devices('anna', 'ben') as [Device, Device];
  must(await anna.book.storePacked(manyPacked(20)));
  const pair = createMessagePair();
  pair.ends[1].onMessage(() => undefined);
  anna.linkTo({ device: 'mallory', channel: pair.ends[0] });
  // An equal root is all that a confirmation is: a device of the team can claim it, for itself alone.
  void pair.ends[1].send(encodeMessage({ kind: 'hello', protocol: PROTOCOL, schema: 1, role: 'owner', count: 20, root: anna.book.sync.index()!.root(), team: new Uint8Array(8), since: 0, now: 0 }));
  await until(() => anna.engine.state().peers.get('mallory')?.kind === 'same');
  link(anna, ben);
  await untilEqual([anna, ben]);
  expect(ben.book.rows.size).toBe(20);
});
