import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../../src/replica/storage/crc32';
import { decodePack, encodePack, findInPack, groupForPacks, readPack, readPackDirectory, type PackItem } from '../../../../src/replica/storage/packs';

const item = fc.record({ id: fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme' })), bytes: fc.uint8Array({ maxLength: 300 }) });
const items = fc.array(item, { maxLength: 30 });
const plain = (list: readonly PackItem[]) => list.map(({ id, bytes }) => [id, ...bytes]);
const ABC = [...'abc'].map((id) => ({ id, bytes: new Uint8Array(20).fill(id.charCodeAt(0)) }));

describe('packs', () => {
  it('the checksum is the CRC-32 of ZIP and PNG', () => {
    const text = new TextEncoder().encode('123456789');
    expect(crc32(text)).toBe(0xcbf43926);
    expect(crc32(text, 2, 2)).toBe(0);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  it('any documents come back as they were, in order', () => {
    fc.assert(
      fc.property(items, (list) => {
        const decoded = decodePack(encodePack(list));
        expect(decoded.ok && plain(decoded.value)).toEqual(plain(list));
      }),
    );
  });

  it('each document is found alone, the later of two with one id, and none that is not there', () => {
    fc.assert(
      fc.property(items, (list) => {
        const pack = encodePack(list);
        for (const { id } of list) {
          const found = findInPack(pack, id);
          expect(found.ok && found.value && [...found.value]).toEqual([...list.findLast((one) => one.id === id)!.bytes]);
        }
        expect(findInPack(pack, 'not one of them \u0000')).toEqual({ ok: true, value: undefined });
      }),
    );
  });

  it('a pack with any bytes changed is refused, never read wrongly', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 10 }), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 }), (list, changes) => {
        const pack = encodePack(list);
        const changed = pack.slice();
        for (const [at, by] of changes) changed[at % changed.length]! ^= by;
        fc.pre(changed.some((byte, i) => byte !== pack[i]));
        expect(decodePack(changed)).toMatchObject({ ok: false, error: { kind: 'corrupt-pack' } });
        for (const { id } of list) {
          const found = findInPack(changed, id);
          if (found.ok) expect(found.value && [...found.value]).toEqual([...list.findLast((one) => one.id === id)!.bytes]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('every change of one bit is noticed', () => {
    const pack = encodePack(ABC);
    for (let bit = 0; bit < pack.length * 8; bit++) {
      const changed = pack.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(decodePack(changed).ok).toBe(false);
    }
  });

  it('a pack cut short or with bytes behind it is refused', () => {
    const pack = encodePack(ABC);
    for (let length = 0; length < pack.length; length++) expect(decodePack(pack.subarray(0, length)).ok).toBe(false);
    expect(decodePack(new Uint8Array([...pack, 0])).ok).toBe(false);
  });

  it('bytes of anything else never make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodePack(bytes).ok).toBe(false);
        expect(readPackDirectory(new Uint8Array([1, ...bytes])).ok).toBe(false);
        expect(findInPack(bytes, 'a').ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('a directory that lies about lengths is refused even when its checksum is right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (body) => {
        const pack = new Uint8Array([1, 0, 0, 0, 0, body.length, ...body]);
        const sum = crc32(pack, 5);
        [1, 2, 3, 4].forEach((at, i) => (pack[at] = sum >>> (8 * i)));
        const read = decodePack(pack);
        if (read.ok) expect(read.value.reduce((sum, one) => sum + one.bytes.length, 0)).toBeLessThanOrEqual(pack.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('one damaged document does not take the others of its pack with it', () => {
    const pack = encodePack(ABC);
    pack[pack.length - 25]! ^= 1; // inside the content of b
    const read = readPack(pack);
    expect(read.ok && [read.value.items.map((one) => one.id), read.value.damaged]).toEqual([['a', 'c'], ['b']]);
    const cut = readPack(encodePack(ABC).subarray(0, -1));
    expect(cut.ok && [cut.value.items.map((one) => one.id), cut.value.damaged]).toEqual([['a', 'b'], ['c']]);
  });

  it('documents are grouped up to the target size, in order, large ones alone', () => {
    const sized = [60, 30, 20, 500, 10].map((length, i) => ({ id: String(i), bytes: new Uint8Array(length) }));
    expect([...groupForPacks(sized, 100)].map((group) => group.map((one) => one.id))).toEqual([['0', '1'], ['2'], ['3'], ['4']]);
    expect([...groupForPacks([], 100)]).toEqual([]);
  });
});
