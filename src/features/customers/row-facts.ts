/** What a list row says beside the name, from its plain row; no words, no markup. */
import type { CustomerRow } from '../../domain/customer/row';

export type DueFact =
  | { readonly kind: 'late'; readonly days: number }
  | { readonly kind: 'today' }
  | { readonly kind: 'on'; readonly day: string }
  | { readonly kind: 'last'; readonly at: string }
  | { readonly kind: 'none' };

const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/** What is next with this customer, or else when the last contact was. Days are counted on the calendar. */
export function dueFact(row: CustomerRow, today: string): DueFact {
  if (row.nextDue) {
    const days = dayNumber(today) - dayNumber(row.nextDue);
    if (Number.isNaN(days)) return { kind: 'none' };
    return days > 0 ? { kind: 'late', days } : days === 0 ? { kind: 'today' } : { kind: 'on', day: row.nextDue };
  }
  return row.lastContact ? { kind: 'last', at: row.lastContact } : { kind: 'none' };
}

/** Company and town, or what else tells two people of one name apart. */
export function whereabouts(row: CustomerRow): readonly string[] {
  const parts = [row.kind === 'company' ? undefined : row.org, row.town].filter((part): part is string => Boolean(part) && part !== row.name);
  if (parts.length > 0) return parts;
  const contact = row.emails?.[0] ?? (row.phones?.[0] ? `+${row.phones[0]}` : undefined);
  return contact && contact !== row.name ? [contact] : [];
}

/** Whether the birthday is on this day; born on 29 February counts on the 28th in common years. */
export function hasBirthday(row: CustomerRow, today: string): boolean {
  const monthDay = row.birthday ? /(\d\d-\d\d)$/.exec(row.birthday)?.[1] : undefined;
  if (!monthDay || row.status === 'deceased') return false;
  if (monthDay === today.slice(5)) return true;
  const year = Number(today.slice(0, 4));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return monthDay === '02-29' && !isLeap && today.slice(5) === '02-28';
}

/** Text in pieces for marking: alternating plain and marked. */
export function markedPieces(text: string, ranges: readonly (readonly [number, number])[]): readonly { readonly text: string; readonly marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    if (end > start) pieces.push({ text: text.slice(start, end), marked: true });
    at = Math.max(at, end);
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
