import { describe, expect, it } from 'vitest';
import { verify } from '../../../../src/replica/team/crypto';
import { createSignatureMemory } from '../../../../src/replica/team/signature-memory';
import { aDevice } from '../../../support/team';

describe('the memory of signatures', () => {
  it('checks a good one once, and a bad one each time, whatever was good before', async () => {
    let checks = 0;
    const remembering = createSignatureMemory(async (...all) => {
      checks += 1;
      return verify(...all);
    });
    const [anna, ben] = [await aDevice(), await aDevice()];
    const data = new Uint8Array([1, 2, 3]);
    const signature = await anna.sign(data);
    for (let i = 0; i < 3; i++) expect(await remembering(anna.signKey, data, signature)).toBe(true);
    expect(checks).toBe(1);
    for (let i = 0; i < 2; i++) expect(await remembering(ben.signKey, data, signature)).toBe(false);
    expect(await remembering(anna.signKey, new Uint8Array([1, 2]), signature)).toBe(false);
    expect(await remembering(anna.signKey, data, signature.with(5, signature[5]! ^ 1))).toBe(false);
    expect(checks).toBe(5);
    // Bytes moved from one part to the next do not make an old hash.
    expect(await remembering(anna.signKey, data.subarray(1), new Uint8Array([...signature, 1]))).toBe(false);
  });
});
