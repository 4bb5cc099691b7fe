/** Columns of a mapping gathered into the items that they make together. */
import type { ColumnMapping, TableMapping } from './propose-mapping';
import { isSkipped, parseTarget } from './target';

/** One item (an address, a phone with its label, a plain field) and the columns of its parts; '' is the value itself. */
export interface MappedItem {
  readonly base: string;
  readonly argument: string;
  readonly parts: ReadonlyMap<string, ColumnMapping>;
}

export function mappingParts(mapping: TableMapping): readonly MappedItem[] {
  const items = new Map<string, { base: string; argument: string; parts: Map<string, ColumnMapping> }>();
  for (const column of mapping.columns) {
    if (isSkipped(column.target)) continue;
    const { base, slot, part, argument } = parseTarget(column.target);
    // Two columns chosen as 'Email' are two e-mails; two parts of an address without a slot are one address.
    let id = `${base}#${slot}`;
    if (!slot && base !== 'address') id = `${base}#column${column.index}`;
    let item = items.get(id);
    for (let n = 2; item?.parts.has(part); n++) item = items.get((id = `${base}#${slot}~${n}`));
    if (!item) items.set(id, (item = { base, argument, parts: new Map() }));
    item.parts.set(part, column);
  }
  return [...items.values()];
}
