/** Checks each good signature once: rosters are read anew with every record that comes, and a tablet checks a few hundred signatures a second. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, toBase64Url } from './bytes';
import { PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, verify as verifyWithWebCrypto, type Verify } from './crypto';

const MAX_REMEMBERED = 50_000;

/** Only what was good is remembered, by a hash over all three: nothing that others send can put anything wrong in. */
export function createSignatureMemory(verify: Verify = verifyWithWebCrypto): Verify {
  const good = new Set<string>();
  return async (signKey, data, signature) => {
    if (signKey.length !== PUBLIC_KEY_LENGTH || signature.length !== SIGNATURE_LENGTH) return false;
    const hash = toBase64Url(sha256(concat(signKey, signature, data)));
    if (good.has(hash)) return true;
    const isGood = await verify(signKey, data, signature);
    if (isGood) {
      if (good.size >= MAX_REMEMBERED) good.clear();
      good.add(hash);
    }
    return isGood;
  };
}
