/** Turns what could not be read of a document into operations: into quarantine, and away from where it was. */
import type { StoreKey, StoreName, StoreOperation } from '../ports';
import { quarantinePut } from './quarantine';
import type { LoadedDocument } from './stored-documents';

/**
 * A part that comes as no bytes could not be read or decrypted, which is not to say that it is gone: it stays where it is, and
 * nothing may be written over it. For the writer: such a document is not folded.
 */
export const hasUnread = ({ bad }: LoadedDocument): boolean => bad.some(({ bytes }) => bytes.length === 0);

/**
 * Operations that set a document's damaged parts aside. A damaged pack stays where it is (its other documents may be
 * sound); only the reason is noted, for a copy would outlive the erasure of another customer in it.
 */
export function repairOperations({ now }: { readonly now: () => number }, { id, bad }: LoadedDocument): StoreOperation[] {
  const operations: StoreOperation[] = [];
  const at = new Date(now()).toISOString();
  for (const { key, bytes, reason } of bad) {
    const place = placeOf(id, key);
    const isRemovable = place.removable && bytes.length > 0;
    operations.push(quarantinePut(id, place.store, place.key, isRemovable ? bytes : NOTHING, reason, at));
    if (isRemovable) operations.push({ store: place.store, type: 'delete', key: place.key });
  }
  return operations;
}

const NOTHING = new Uint8Array(0);

function placeOf(id: string, part: string): { readonly store: StoreName; readonly key: StoreKey; readonly removable: boolean } {
  if (part.startsWith('updates/')) return { store: 'updates', key: part.slice('updates/'.length), removable: true };
  if (part.startsWith('docs#')) return { store: 'docs', key: Number(part.slice('docs#'.length)), removable: false };
  return { store: 'docs', key: id, removable: true };
}
