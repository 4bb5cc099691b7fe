/** What is left of an erased customer: when, and the proof that lets the tombstone travel. Nothing personal. */
import { toBase64 } from './quarantine';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NO_PROOF = new Uint8Array(0);

export function encodeTombstone(at: string, proof: Uint8Array | undefined): Uint8Array {
  return encoder.encode(JSON.stringify({ at, ...(proof && proof.length > 0 ? { proof: toBase64(proof) } : {}) }));
}

/** Empty where there is none, or it cannot be read: the tombstone holds all the same. */
export function proofIn(tombstone: Uint8Array): Uint8Array {
  try {
    const { proof } = JSON.parse(decoder.decode(tombstone)) as { readonly proof?: unknown };
    return typeof proof === 'string' ? Uint8Array.from(atob(proof), (unit) => unit.charCodeAt(0)) : NO_PROOF;
  } catch {
    return NO_PROOF; // Damaged, or no base64.
  }
}
