/** What this device holds in memory only, as a file that a person can read and a later build can take back. */
import { readEntries, readFields, readNote } from '../documents/customer-document';
import type { LiveDocuments } from './live-documents';
import type { Outbox } from './outbox';
import { toBase64 } from './quarantine';

/** UTF-8 JSON: per document its unsaved Yjs updates (base64) and, where it is open, its readable content. */
export function rescueFile(outbox: Outbox, live: LiveDocuments, at: string): Uint8Array {
  const documents = [...outbox.all()].map(([id, updates]) => {
    const open = live.peek(id);
    const readable = open ? { fields: readFields(open.doc), entries: readEntries(open.doc), note: readNote(open.doc) } : {};
    return { id, updates: updates.map(toBase64), ...readable };
  });
  return new TextEncoder().encode(JSON.stringify({ format: 'regulars-rescue', version: 1, at, documents }, null, 2));
}
