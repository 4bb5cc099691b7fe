/** Addresses from their columns: street and house number, postcode and town in one cell, or one line as a whole. */
import { foldText } from '../import/item-identity';
import { addItem } from './add-item';
import { contactType } from './labels';
import type { ReadCells } from './map-rows';
import type { MappedItem } from './mapping-parts';
import type { ContactType } from '../../domain/customer/fields';

const PLAIN_PARTS = ['street', 'extended', 'poBox', 'locality', 'region', 'postalCode', 'country'] as const;

export function addressReader({ parts, argument }: MappedItem): ReadCells {
  const index = (part: string): number | undefined => parts.get(part)?.index;
  const plain = PLAIN_PARTS.flatMap((part) => (index(part) === undefined ? [] : [[part, index(part)!] as const]));
  const [houseNumber, extended2, postalTown, formatted, label, typed] = ['houseNumber', 'extended2', 'postalTown', 'formatted', 'label', 'type'].map(index);
  const line = index('line') ?? index('');
  const at = (cells: readonly string[], column: number | undefined): string => (column === undefined ? '' : (cells[column] ?? ''));
  return (cells, draft) => {
    const item: Record<string, string> = {};
    for (const [part, column] of plain) if (cells[column]) item[part] = cells[column]!;
    if (at(cells, houseNumber)) item['street'] = [item['street'], at(cells, houseNumber)].filter(Boolean).join(' ');
    if (at(cells, extended2)) item['extended'] = [item['extended'], at(cells, extended2)].filter(Boolean).join(', ');
    const town = /^(?<code>[A-Z]{0,3}-?\d{3,6})\s+(?<town>.+)$/.exec(at(cells, postalTown));
    if (town) [item['postalCode'], item['locality']] = [item['postalCode'] ?? town.groups!['code']!, item['locality'] ?? town.groups!['town']!];
    else if (at(cells, postalTown)) item['locality'] ??= at(cells, postalTown);
    const whole = at(cells, line) || at(cells, formatted);
    if (whole && !repeats(whole, item)) item['formatted'] = whole;
    // A country alone is a program's default, not an address.
    const filled = Object.keys(item);
    if (filled.length === 0 || (filled.length === 1 && filled[0] === 'country')) return;
    const type = { ...contactType(at(cells, typed ?? label), (argument || undefined) as ContactType | undefined), ...(typed !== undefined && at(cells, label) ? { label: at(cells, label) } : {}) };
    addItem(draft, 'address', { ...item, ...type });
  };
}

/** Google writes the address once more as lines; kept only where it says more than the parts. */
function repeats(whole: string, item: Readonly<Record<string, string>>): boolean {
  const known = new Set(Object.values(item).flatMap((part) => foldText(part).split(' ')));
  return known.size > 0 && foldText(whole).split(' ').every((word) => known.has(word));
}
