import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directCodeText, findDirectCode, openDirectCode, sealDirectCode } from '../../../../src/replica/link/direct-code';
import { crc32 } from '../../../../src/replica/storage/crc32';
import { createWireWriter } from '../../../../src/replica/link/wire';

const body = Uint8Array.from({ length: 180 }, (_, n) => n * 7);
const offer = sealDirectCode(body);
const answer = sealDirectCode(body.subarray(3), offer);

describe('a code to carry', () => {
  it('says what it is and what it answers', () => {
    const [first, second] = [openDirectCode(offer), openDirectCode(answer)];
    expect(first).toMatchObject({ ok: true, value: { kind: 'offer', body, bytes: offer } });
    expect(second).toMatchObject({ ok: true, value: { kind: 'answer', body: body.subarray(3), bytes: answer } });
    expect(first.ok && first.value.answers(offer)).toBe(false);
    expect(second.ok && [second.value.answers(offer), second.value.answers(sealDirectCode(body.subarray(1)))]).toEqual([true, false]);
  });

  it('with any byte changed or missing is none', () => {
    fc.assert(fc.property(fc.nat(answer.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      expect(openDirectCode(answer.with(at, answer[at]! ^ change)).ok).toBe(false);
      expect(openDirectCode(answer.subarray(0, at))).toEqual({ ok: false, error: { kind: 'no-code' } });
    }));
  });

  it('of another version is named', () => {
    const signed = offer.with(1, 9).subarray(0, -4);
    const newer = createWireWriter().fixed(signed).uint32(crc32(signed)).bytes();
    expect(findDirectCode(`Scan ${directCodeText(newer)}`)).toEqual({ ok: false, error: { kind: 'other-version', theirs: 9 } });
  });

  it.each([
    ['by itself', (text: string) => text],
    ['in a message', (text: string) => `Anna, Ugne: ${text}. Thanks!`],
    ['behind an invitation', (text: string) => `https://book.example/#/team/join/RgLrUgUgUg.${text}`],
    ['wrapped and quoted, with more behind it', (text: string) => `> ${text.slice(0, 70)}\n> ${text.slice(70)}\n> Thanks`],
    ['with an escaped fragment', (text: string) => `https://t.example/?u=https%3A%2F%2Fbook.example%2F%23%2Fteam%2Fjoin%2Fx.${text}`],
  ])('is found %s', (_, around) => {
    expect(findDirectCode(around(directCodeText(answer)))).toMatchObject({ ok: true, value: { kind: 'answer', bytes: answer } });
  });

  it.each([['nothing', ''], ['a name', 'Ugo'], ['half of one', directCodeText(offer).slice(0, 100)], ['any text', 'Ug'.repeat(60_000)]])('is not found in %s', (_, text) => {
    expect(findDirectCode(text)).toEqual({ ok: false, error: { kind: 'no-code' } });
  });
});
