/**
 * Purchases and contacts as a row remembers them: a few characters each, so that value, tiers, forecasts and reports need no document
 * and 50,000 rows stay small (a purchase some 11 characters, an array of numbers three times as much to parse).
 *
 *   purchases   'day,minor[,code]' joined by ';'      code: 'm32.5' margin in percent, 'c0' index into the categories
 *   contacts    'day,channel,minutes,cost,staff' joined by ';'   channel: two for each, out and in; cost: '1200EUR'; staff: index
 *
 * Days are numbers since 1970-01-01 (domain/values/day.ts). Read by read-series.ts.
 */
import { CHANNELS } from './entry';
import type { Interaction, Purchase } from './entry';
import { dayNumber, isIsoDay } from '../values/day';

export interface BoughtSeries { readonly items: string; readonly categories?: readonly string[] }

export interface ContactSeries { readonly items: string; readonly staff: readonly string[] }

/** In order of days; purchases of one day with one margin are one item. Of one currency: the caller's to see to. */
export function encodeBought(purchases: Iterable<Purchase>): BoughtSeries {
  const categories: string[] = [];
  const sums = new Map<string, number>();
  for (const { day, amount, marginPercent, category } of purchases) {
    if (!isIsoDay(day)) continue;
    const code = marginPercent !== undefined && Number.isFinite(marginPercent) ? `,m${marginPercent}` : category ? `,c${indexIn(categories, category)}` : '';
    const key = `${dayNumber(day)}${code}`;
    sums.set(key, (sums.get(key) ?? 0) + amount.minor);
  }
  const items = [...sums].map(([key, minor]) => {
    const [day = '', code] = key.split(',');
    return { day: Number(day), text: `${day},${minor}${code ? `,${code}` : ''}` };
  });
  items.sort((a, b) => a.day - b.day || (a.text < b.text ? -1 : 1));
  return { items: items.map(({ text }) => text).join(';'), ...(categories.length > 0 ? { categories } : {}) };
}

/** In order of days (UTC: a row is the same on every device, wherever it stands). */
export function encodeContacts(interactions: Iterable<Interaction>): ContactSeries {
  const staff: string[] = [];
  const items: { readonly day: number; readonly text: string }[] = [];
  for (const { at, channel, direction, minutes, cost, by } of interactions) {
    const date = at.slice(0, 10);
    const index = CHANNELS.indexOf(channel);
    if (!isIsoDay(date) || index < 0) continue;
    const day = dayNumber(date);
    items.push({ day, text: [day, index * 2 + (direction === 'in' ? 1 : 0), minutes && minutes > 0 ? minutes : '', cost ? `${cost.minor}${cost.currency}` : '', indexIn(staff, by)].join(',') });
  }
  items.sort((a, b) => a.day - b.day || (a.text < b.text ? -1 : 1));
  return { items: items.map(({ text }) => text).join(';'), staff };
}

function indexIn(list: string[], text: string): number {
  const at = list.indexOf(text);
  return at >= 0 ? at : list.push(text) - 1;
}
