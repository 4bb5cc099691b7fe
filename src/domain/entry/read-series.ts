/** Purchases and contacts as a row remembers them (series.ts), read back; what cannot be read is passed over. */
import { CHANNELS } from './entry';
import type { Channel, Direction } from './entry';
import type { BoughtSeries, ContactSeries } from './series';
import type { Money } from '../values/money';

export interface BoughtItem { readonly day: number; readonly minor: number; readonly marginPercent?: number | undefined; readonly category?: string | undefined }
export interface ContactItem {
  readonly day: number;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly minutes: number;
  readonly cost: Money | undefined;
  readonly staff: string;
}
export function decodeBought({ items, categories }: BoughtSeries): readonly BoughtItem[] {
  const found: BoughtItem[] = [];
  for (const item of items === '' ? [] : items.split(';')) {
    const [day, minor, code = ''] = item.split(',');
    const read = { day: wholeNumber(day), minor: wholeNumber(minor) };
    if (Number.isNaN(read.day + read.minor)) continue;
    const rest = code.slice(1);
    if (code.startsWith('m')) found.push({ ...read, marginPercent: Number(rest) });
    else if (code.startsWith('c')) found.push({ ...read, category: categories?.[Number(rest)] });
    else found.push(read);
  }
  return found;
}

export function decodeContacts({ items, staff }: ContactSeries): readonly ContactItem[] {
  const found: ContactItem[] = [];
  for (const item of items === '' ? [] : items.split(';')) {
    const [day, code, minutes, cost = '', by] = item.split(',');
    const read = { day: wholeNumber(day), code: wholeNumber(code) };
    const channel = CHANNELS[Math.floor(read.code / 2)];
    if (Number.isNaN(read.day) || !channel) continue;
    const money = /^(-?\d+)([A-Z]{3})$/.exec(cost);
    found.push({
      day: read.day, channel, direction: read.code % 2 === 1 ? 'in' : 'out', minutes: Number(minutes) || 0,
      cost: money ? { minor: Number(money[1]), currency: money[2]! } : undefined, staff: staff[Number(by)] ?? '',
    });
  }
  return found;
}

const wholeNumber = (text: string | undefined): number => (text !== undefined && /^-?\d+$/.test(text) ? Number(text) : Number.NaN);
