/**
 * Whether a key is the key of this book, asked before anything of the book is read. A known sentence, encrypted, lies with
 * the book; without it a wrong key would look like a book in which every value is damaged, and be "repaired" value by value.
 */
import { err, ok, type Result } from '../../lib/result';
import type { Codec, StorageError, StoragePort } from '../ports';
import { createCodedStorage } from './coded-storage';
import { identityCodec } from './identity-codec';
import { STORE_NAMES } from './storage-keys';

const KEY = 'check';
const SENTENCE = new TextEncoder().encode('This book opens with this key.');

/** Without a check value so many values of each store are tried: the first may be damaged. */
const TRIED = 5;

/**
 * The storage behind the codec, or 'wrong-key' with nothing read and nothing written. Without a lock (`identityCodec`) a book
 * that has a check value is refused too. A store without values gets its check value now.
 * @param storage the bare adapter; stays the caller's to close where this fails
 */
export async function openCodedStorage(storage: StoragePort, codec: Codec): Promise<Result<StoragePort, StorageError>> {
  const checked = await checkKey(storage, codec);
  return checked.ok ? ok(createCodedStorage(storage, codec)) : checked;
}

async function checkKey(storage: StoragePort, codec: Codec): Promise<Result<void, StorageError>> {
  const stored = await storage.get('keys', KEY);
  if (!stored.ok) return stored;
  if (codec === identityCodec) return stored.value ? err({ kind: 'wrong-key' }) : ok(undefined);
  if (stored.value) return (await isSentence(codec, stored.value)) ? ok(undefined) : err({ kind: 'wrong-key' });
  const fits = await fitsValues(storage, codec);
  if (!fits.ok) return fits;
  if (!fits.value) return err({ kind: 'wrong-key' });
  return storage.commit([{ store: 'keys', type: 'put', key: KEY, value: await codec.encode(SENTENCE) }], { strict: true });
}

/** A book begun anew in one session has lost its check value with the old one: one value that can be read proves the key as well. */
async function fitsValues(storage: StoragePort, codec: Codec): Promise<Result<boolean, StorageError>> {
  let isEmpty = true;
  for (const store of STORE_NAMES) {
    const values = await storage.getAll(store, { limit: TRIED });
    if (!values.ok) return values;
    for (const { value } of values.value) {
      isEmpty = false;
      if (await isReadable(codec, value)) return ok(true);
    }
  }
  return ok(isEmpty);
}

async function isReadable(codec: Codec, stored: Uint8Array): Promise<boolean> {
  try {
    await codec.decode(stored);
    return true;
  } catch {
    return false; // Damaged, or of another key: the next value may tell.
  }
}

async function isSentence(codec: Codec, stored: Uint8Array): Promise<boolean> {
  try {
    const plain = await codec.decode(stored);
    return plain.length === SENTENCE.length && plain.every((byte, i) => byte === SENTENCE[i]);
  } catch {
    return false; // AES-GCM does not tell a wrong key from damaged bytes; neither may be opened.
  }
}
