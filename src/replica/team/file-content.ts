/** What a sync file holds once it is open: documents as they are, checked like everything else that comes from outside. */
import { createReader, createWriter } from '../sync/bytes';
import { MAX_ITEM_BYTES, type SyncItem } from '../sync/port';

const VERSION = 1;
const MAX_ITEMS = 500_000;

export function encodeItems(items: readonly Pick<SyncItem, 'id' | 'bytes'>[]): Uint8Array {
  const writer = createWriter();
  writer.byte(VERSION);
  writer.number(items.length);
  for (const { id, bytes } of items) {
    writer.text(id);
    writer.bytes(bytes);
  }
  return writer.done();
}

/** undefined: no such list. */
export function decodeItems(content: Uint8Array): readonly SyncItem[] | undefined {
  const reader = createReader(content);
  if (reader.byte() !== VERSION) return undefined;
  const count = reader.number();
  if (count > MAX_ITEMS) return undefined;
  const items: SyncItem[] = [];
  for (let i = 0; i < count && !reader.failed(); i++) items.push({ id: reader.text(128), kind: 'whole', bytes: reader.bytes(MAX_ITEM_BYTES) });
  return reader.failed() || !reader.atEnd() ? undefined : items;
}
