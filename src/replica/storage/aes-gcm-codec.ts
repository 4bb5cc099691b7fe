/**
 * Encrypts each stored value by AES-GCM (NIST SP 800-38D). Layout: version byte 1 | 96-bit random nonce | ciphertext and tag.
 * The version byte is authenticated too. Random nonces keep one key safe for 2^32 values (section 8.3), that is 50,000
 * customers saved 80,000 times each; a new key is due before. Keys of stores and the sizes of values stay visible.
 */
import type { Codec } from '../ports';

const VERSION = 1;
const NONCE_LENGTH = 12;
const HEADER_LENGTH = 1 + NONCE_LENGTH;
const HEADER_TAG = new Uint8Array([VERSION]);

/** `key`: AES-GCM with usages encrypt and decrypt, extractable or not. `decode` rejects for another key, version or damaged bytes. */
export function createAesGcmCodec(key: CryptoKey): Codec {
  return {
    encode: async (plain) => {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: HEADER_TAG }, key, plain as BufferSource);
      const stored = new Uint8Array(HEADER_LENGTH + sealed.byteLength);
      stored[0] = VERSION;
      stored.set(nonce, 1);
      stored.set(new Uint8Array(sealed), HEADER_LENGTH);
      return stored;
    },
    decode: async (stored) => {
      if (stored[0] !== VERSION) throw new Error(`Unknown version of encryption: ${stored[0]}`);
      const nonce = stored.slice(1, HEADER_LENGTH);
      const sealed = stored.subarray(HEADER_LENGTH) as BufferSource;
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: HEADER_TAG }, key, sealed));
    },
  };
}
