/**
 * Filters as fast predicates: text is folded and days become stamps once, when the filter is compiled; a row then costs
 * comparisons only. Trashed rows are not left out here: the list does that unless the filter `mentionsTrash`.
 */
import { fold } from '../../lib/text';
import type { Json } from '../../lib/json';
import type { CustomerRow } from '../customer/row';
import type { IsoDay } from '../values/day';
import { addDays, isoDay } from '../values/day';
import { dayInZone, startOfDay } from '../values/zone';
import { currencyDigits } from '../values/money';
import { occurrenceIn, readPartialDate } from '../values/partial-date';
import type { Condition, CustomField, Filter, Flag } from './filter';
import { childrenOf, isGroup } from './filter';

export type RowPredicate = (row: CustomerRow) => boolean;
/** `timeZone` is an IANA name, for the days of stamps; UTC where it is left out. */
export interface FilterClock { readonly today: IsoDay; readonly timeZone?: string }

/** One row; for many, compile once. */
export const matches = (filter: Filter, row: CustomerRow, now: FilterClock): boolean => compileFilter(filter, now)(row);

/** The predicate holds until `now.today` is over, see `dependsOnToday`. An empty `all` matches everything, an empty `any` too: a group still being built hides nothing. */
export function compileFilter(filter: Filter, now: FilterClock): RowPredicate {
  if (!isGroup(filter)) return compileCondition(filter, now);
  const parts = childrenOf(filter).map((child) => compileFilter(child, now));
  if (parts.length === 0) return () => true;
  if (parts.length === 1) return parts[0]!;
  if ('all' in filter) return (row) => {
    for (let i = 0; i < parts.length; i++) if (!parts[i]!(row)) return false;
    return true;
  };
  return (row) => {
    for (let i = 0; i < parts.length; i++) if (parts[i]!(row)) return true;
    return false;
  };
}

function compileCondition(condition: Condition, now: FilterClock): RowPredicate {
  switch (condition.type) {
    case 'text': return compileText(condition);
    case 'number': return compileNumber(condition);
    case 'money': return compileMoney(condition);
    case 'date': return compileDate(condition, now);
    case 'choice': return compileChoice(condition);
    case 'tags': return compileTags(condition);
    case 'flag': {
      const flag = FLAG_TESTS[condition.flag];
      return condition.is ? flag : (row) => !flag(row);
    }
  }
}

const FLAG_TESTS: Readonly<Record<Flag, RowPredicate>> = {
  hasEmail: (row) => (row.emails?.length ?? 0) > 0,
  hasPhone: (row) => (row.phones?.length ?? 0) > 0,
  hasAddress: (row) => Boolean(row.street ?? row.town ?? row.postcode),
  hasPhoto: (row) => row.hasPhoto === true,
  hasBirthday: (row) => Boolean(row.birthday),
  hasNote: (row) => Boolean(row.note?.trim()),
  hasPurchases: (row) => row.bought !== undefined,
  openPromise: (row) => row.nextDue !== undefined,
  openComplaint: (row) => (row.openComplaints ?? 0) > 0,
  pleaseLook: (row) => row.conflicts !== undefined,
  sample: (row) => row.sample === true,
  inTrash: (row) => row.trashedAt !== undefined,
};

const isCustom = (field: string): field is CustomField => field.startsWith('custom/');
const customValue = (row: CustomerRow, field: CustomField): Json | undefined => row.custom?.[field.slice(7)];

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map((item) => textOf(item as Json)).join('\n') : '';
}

type ConditionOf<T extends Condition['type']> = Extract<Condition, { type: T }>;

function textReader(field: ConditionOf<'text'>['field']): (row: CustomerRow) => string {
  if (isCustom(field)) return (row) => textOf(customValue(row, field));
  switch (field) {
    case 'organization': return (row) => row.org ?? '';
    case 'customerNumber': return (row) => row.number ?? '';
    case 'email': return (row) => row.emails?.join('\n') ?? '';
    case 'phone': return (row) => row.phones?.join('\n') ?? '';
    default: return (row) => row[field] ?? '';
  }
}

function compileText(condition: ConditionOf<'text'>): RowPredicate {
  const read = textReader(condition.field);
  if (!('value' in condition)) return condition.op === 'empty' ? (row) => read(row).trim() === '' : (row) => read(row).trim() !== '';
  // Phones are stored as digits; a typed number is compared by its digits.
  const wanted = condition.field === 'phone' ? condition.value.replace(/\D/g, '').replace(/^00?/, '') : fold(condition.value).trim();
  const lines = (row: CustomerRow): readonly string[] => fold(read(row)).split('\n').map((line) => line.trim());
  const text = condition.field === 'phone' ? (row: CustomerRow) => read(row) : (row: CustomerRow) => fold(read(row));
  switch (condition.op) {
    case 'contains': return (row) => text(row).includes(wanted);
    case 'containsNot': return (row) => !text(row).includes(wanted);
    case 'startsWith': return (row) => lines(row).some((line) => line.startsWith(wanted));
    case 'is': return (row) => lines(row).includes(wanted);
    case 'isNot': return (row) => !lines(row).includes(wanted);
  }
}

type Comparison = Extract<Condition, { type: 'money' }>['op'];
function compare(op: Comparison, wanted: number): (value: number) => boolean {
  switch (op) {
    case 'equals': return (value) => value === wanted;
    case 'above': return (value) => value > wanted;
    case 'below': return (value) => value < wanted;
    case 'atLeast': return (value) => value >= wanted;
    case 'atMost': return (value) => value <= wanted;
  }
}

function compileNumber(condition: ConditionOf<'number'>): RowPredicate {
  const { field } = condition;
  const read = (row: CustomerRow): number | undefined => {
    if (field === 'purchases') return row.bought?.count ?? 0;
    if (field === 'openComplaints') return row.openComplaints ?? 0;
    const value = customValue(row, field);
    return typeof value === 'number' ? value : undefined;
  };
  if (!('value' in condition || 'from' in condition)) return condition.op === 'empty' ? (row) => read(row) === undefined : (row) => read(row) !== undefined;
  const test = 'from' in condition ? (value: number) => value >= condition.from && value <= condition.to : compare(condition.op, condition.value);
  return (row) => {
    const value = read(row);
    return value !== undefined && test(value);
  };
}

/** Who never bought has bought for nothing; an amount in another currency does not compare. */
function compileMoney(condition: ConditionOf<'money'>): RowPredicate {
  const { field, currency } = condition;
  const test = compare(condition.op, condition.minor);
  if (!isCustom(field)) return (row) => (row.bought === undefined ? test(0) : (row.bought.currency || currency) === currency && test(row.bought.minor));
  return (row) => {
    const value = customValue(row, field);
    if (typeof value === 'number') return test(value * 10 ** currencyDigits(currency));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const money = value as { readonly [key: string]: Json };
    return money['currency'] === currency && typeof money['minor'] === 'number' && test(money['minor']);
  };
}

const STAMPS: ReadonlySet<string> = new Set(['lastContact', 'createdAt', 'editedAt', 'trashedAt']);

function dateReader(field: ConditionOf<'date'>['field']): (row: CustomerRow) => string | undefined {
  if (isCustom(field)) return (row) => {
    const value = customValue(row, field);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  if (field === 'lastPurchase') return (row) => row.bought?.last;
  if (field === 'firstPurchase') return (row) => row.bought?.first;
  return (row) => row[field];
}

function compileDate(condition: ConditionOf<'date'>, { today, timeZone = 'UTC' }: FilterClock): RowPredicate {
  const read = dateReader(condition.field);
  const isStamp = STAMPS.has(condition.field);
  const start = (day: IsoDay): string => (isStamp ? startOfDay(day, timeZone) : day);
  const within = (from: IsoDay, to: IsoDay): RowPredicate => {
    const first = start(from);
    const after = start(addDays(to, 1));
    return (row) => {
      const value = read(row);
      return value !== undefined && value >= first && value < after && !value.startsWith('-');
    };
  };
  const before = (limit: string): RowPredicate => (row) => {
    const value = read(row);
    return value !== undefined && value < limit && !value.startsWith('-');
  };
  switch (condition.op) {
    case 'empty': return (row) => read(row) === undefined;
    case 'notEmpty': return (row) => read(row) !== undefined;
    case 'before': return before(start(condition.day));
    case 'after': {
      const next = start(addDays(condition.day, 1));
      return (row) => (read(row) ?? '') >= next;
    }
    case 'on': return within(condition.day, condition.day);
    case 'between': return within(condition.from, condition.to);
    case 'inLastDays': return within(addDays(today, -condition.days), today);
    case 'notInLastDays': {
      const limit = start(addDays(today, -condition.days));
      return (row) => (read(row) ?? '') < limit;
    }
    case 'inNextDays': return condition.field === 'birthday' ? recursWithin(read, today, condition.days) : within(today, addDays(today, condition.days));
    case 'overdue': return before(start(today));
    case 'dueByToday': return before(start(addDays(today, 1)));
    case 'inMonth': {
      const { month } = condition;
      return (row) => {
        const value = read(row);
        if (value === undefined) return false;
        // Only near a month's ends can the zone make it another month; asking the zone costs 5 us a row.
        if (!isStamp || (value.slice(8, 10) > '01' && value.slice(8, 10) < '28')) return monthOf(value) === month;
        return monthOf(dayInZone(value, timeZone)) === month;
      };
    }
  }
}

/** Of 'YYYY-MM…', '--MM-DD' and 'YYYYMMDD'; 0 for none. */
function monthOf(date: string): number {
  const match = /^(?:\d{4}-|--)(\d\d)(?!\d)/.exec(date);
  return match ? Number(match[1]) : (readPartialDate(date)?.month ?? 0);
}

/** Birthdays come round every year: the window is a set of 'MM-DD'. */
function recursWithin(read: (row: CustomerRow) => string | undefined, today: IsoDay, days: number): RowPredicate {
  const window = new Set<string>();
  for (let i = 0; i <= Math.min(days, 366); i++) {
    const day = addDays(today, i);
    window.add(day.slice(5));
    if (occurrenceIn('--02-29', Number(day.slice(0, 4))) === day) window.add('02-29');
  }
  return (row) => {
    const value = read(row);
    if (value === undefined) return false;
    if (/^(?:\d{4}-|--)\d\d-\d\d$/.test(value)) return window.has(value.slice(-5));
    const parts = readPartialDate(value);
    return parts?.month !== undefined && parts.day !== undefined && window.has(isoDay(2_000, parts.month, parts.day).slice(5));
  };
}

/** No value at all counts as '' so that "no owner" can be chosen; a person's kind is not stored. */
function compileChoice(condition: ConditionOf<'choice'>): RowPredicate {
  const { field } = condition;
  const byText = field === 'town' || field === 'country';
  const wanted = new Set(byText ? condition.values.map(fold) : condition.values);
  const chosen = (row: CustomerRow): boolean => {
    if (field === 'kind') return wanted.has(row.kind ?? 'person');
    if (isCustom(field)) {
      const value = customValue(row, field);
      return Array.isArray(value) ? value.length === 0 ? wanted.has('') : value.some((item) => wanted.has(textOf(item as Json))) : wanted.has(textOf(value));
    }
    return wanted.has(byText ? fold(row[field] ?? '') : (row[field] ?? ''));
  };
  return condition.op === 'oneOf' ? chosen : (row) => !chosen(row);
}

function compileTags(condition: ConditionOf<'tags'>): RowPredicate {
  if (!('values' in condition)) return condition.op === 'empty' ? (row) => (row.tags?.length ?? 0) === 0 : (row) => (row.tags?.length ?? 0) > 0;
  const wanted = condition.values;
  switch (condition.op) {
    case 'hasAny': return (row) => row.tags !== undefined && wanted.some((tag) => row.tags!.includes(tag));
    case 'hasAll': return (row) => wanted.every((tag) => row.tags?.includes(tag));
    case 'hasNone': return (row) => !wanted.some((tag) => row.tags?.includes(tag));
  }
}
