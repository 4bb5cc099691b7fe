/** Puts a list item into a record under the id that follows from what it says: the same item twice is one. */
import type { Json } from '../../lib/json';
import { itemId, type ItemPrefix } from '../import/item-identity';
import type { Draft } from './map-rows';

export function addItem(draft: Draft, prefix: ItemPrefix, item: Record<string, Json>): void {
  const key = `${prefix}/${itemId(prefix, item)}`;
  draft.fields[key] ??= item;
}
