import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deflate, inflate } from '../../../../src/replica/sync/deflate';
import { decodeItems, decodeMessage, encodeItems, encodeMessage, MAX_BODY_BYTES, PROTOCOL, type Message } from '../../../../src/replica/sync/protocol';
import { derivedUuid } from '../../../../src/lib/ids';
import { seededRandom } from '../../../support/customers';

const digest = (n: number, length: number): Uint8Array => new Uint8Array(length).fill(n);
const uuid = derivedUuid('one');
const MESSAGES: readonly Exclude<Message, { kind: 'other-version' }>[] = [
  { kind: 'hello', protocol: PROTOCOL, schema: 1, role: 'staff', count: 50_000, root: digest(1, 16), team: digest(2, 8), since: undefined, now: 1_795_788_875 },
  { kind: 'hello', protocol: PROTOCOL, schema: 1, role: 'auditor', count: 0, root: digest(0, 16), team: digest(0, 8), since: 0, now: 0 },
  { kind: 'root', root: digest(1, 16), count: 3, now: 1_795_788_875 },
  { kind: 'groups', digests: digest(4, 512) },
  { kind: 'buckets', groups: [0, 7, 31], digests: digest(5, 3 * 32 * 8) },
  { kind: 'entries', buckets: [3, 1_023], entries: [{ id: uuid, short: digest(6, 8) }, { id: 'team', short: digest(7, 8) }] },
  { kind: 'announce', entries: [{ id: 'cus_1', short: digest(6, 8) }] },
  { kind: 'want', number: 9, wanted: [{ id: uuid }, { id: 'cus_2', vector: Uint8Array.of(1, 9, 5) }] },
  { kind: 'want-all', number: 1 },
  { kind: 'items', number: 300, isPacked: true, body: Uint8Array.of(1, 2, 3) },
  { kind: 'given', number: 9 },
  { kind: 'stored', number: 300, shorts: digest(8, 16), refused: [{ index: 1, reason: 'not-allowed' }] },
  { kind: 'presence', bytes: Uint8Array.of(5, 6) },
];

describe('messages', () => {
  test.each(MESSAGES.map((message) => [message.kind, message] as const))('%s is read as it was written', (_kind, message) => {
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  test('a hello of another version says which, whatever follows', () => {
    const bytes = encodeMessage({ ...MESSAGES[0]!, protocol: 7 } as typeof MESSAGES[number]);
    expect(decodeMessage(bytes)).toEqual({ kind: 'other-version', protocol: 7 });
    expect(decodeMessage(Uint8Array.of(1, 7, 99, 99))).toEqual({ kind: 'other-version', protocol: 7 });
  });

  test('cut short or with something behind it is no message', () => {
    for (const message of MESSAGES) {
      const bytes = encodeMessage(message);
      // The last two have contents of any length.
      const isOpen = message.kind === 'items' || message.kind === 'presence';
      if (!isOpen) expect(decodeMessage(Uint8Array.of(...bytes, 0)), message.kind).toBeUndefined();
      if (!isOpen) for (let length = 0; length < bytes.length; length++) expect(decodeMessage(bytes.subarray(0, length)), `${message.kind} ${length}`).toBeUndefined();
    }
  });

  test('any bytes are read without throwing, and a count that promises more than there is makes nothing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      decodeMessage(bytes);
      decodeItems(bytes);
    }), { numRuns: 3_000 });
    expect(decodeMessage(Uint8Array.of(6, 0xff, 0xff, 0xff, 0x7f))).toBeUndefined();
    expect(decodeItems(Uint8Array.of(0xff, 0xff, 0xff, 0x7f))).toBeUndefined();
    expect(decodeMessage(Uint8Array.of(5, 1, 0xff, 0x7f, 0))).toBeUndefined();
  });

  test('items are read as they were written', () => {
    const items = [{ id: uuid, kind: 'whole', bytes: digest(1, 700) }, { id: 'cus_1', kind: 'erased', bytes: new Uint8Array(0) }] as const;
    expect(decodeItems(encodeItems(items))).toEqual(items);
  });

  test('packed bytes come back; damaged ones and those that would fill the memory do not', async () => {
    const random = seededRandom(3), bytes = Uint8Array.from({ length: 50_000 }, (_, i) => (i % 7) + Math.floor(random() * 3));
    const packed = await deflate(bytes);
    expect(packed.length).toBeLessThan(bytes.length / 2);
    expect(await inflate(packed, MAX_BODY_BYTES)).toEqual(bytes);
    expect(await inflate(packed, 40_000)).toBeUndefined();
    expect(await inflate(packed.subarray(0, 100), MAX_BODY_BYTES)).toBeUndefined();
    expect(await inflate(Uint8Array.of(255, 255, 1, 2), MAX_BODY_BYTES)).toBeUndefined();
    const bomb = await deflate(new Uint8Array(MAX_BODY_BYTES + 1));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await inflate(bomb, MAX_BODY_BYTES)).toBeUndefined();
  });
});
