/** What a sync file holds once it is open: documents as they are and tombstones, checked like everything else that comes from outside. */
import { createReader, createWriter } from '../sync/bytes';
import { ITEM_KINDS, MAX_ITEM_BYTES, type SyncItem } from '../sync/port';

const VERSION = 1;
const MAX_ITEMS = 500_000;

export function encodeItems(items: readonly SyncItem[]): Uint8Array {
  const writer = createWriter();
  writer.byte(VERSION);
  writer.number(items.length);
  for (const { id, kind, bytes } of items) {
    writer.byte(ITEM_KINDS.indexOf(kind));
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
  for (let i = 0; i < count && !reader.failed(); i++) {
    const kind = ITEM_KINDS[reader.byte()];
    if (!kind) return undefined;
    items.push({ kind, id: reader.text(128), bytes: reader.bytes(MAX_ITEM_BYTES) });
  }
  return reader.failed() || !reader.atEnd() ? undefined : items;
}
