/**
 * Filters as data: a tree of `all` and `any` over closed conditions, kept in saved views and shared between devices of
 * different versions. `parseFilter` accepts nothing it does not know; `compileFilter` (compile.ts) makes it a predicate.
 */
import * as v from 'valibot';
import type { Result } from '../../lib/result';
import { err, ok } from '../../lib/result';
import { isIsoDay } from '../values/day';

export const TEXT_FIELDS = ['name', 'given', 'family', 'nickname', 'organization', 'customerNumber', 'email', 'phone', 'town', 'postcode', 'street', 'country', 'note'] as const;
export const NUMBER_FIELDS = ['purchases', 'openComplaints'] as const;
export const MONEY_FIELDS = ['bought'] as const;
/** `lastContact`, `createdAt`, `editedAt` and `trashedAt` are moments, the others days; `birthday` may lack its year. */
export const DATE_FIELDS = ['birthday', 'lastContact', 'nextDue', 'firstPurchase', 'lastPurchase', 'createdAt', 'editedAt', 'trashedAt'] as const;
export const CHOICE_FIELDS = ['kind', 'status', 'owner', 'town', 'country'] as const;
export const FLAGS = ['hasEmail', 'hasPhone', 'hasAddress', 'hasPhoto', 'hasBirthday', 'hasNote', 'hasPurchases', 'openPromise', 'openComplaint', 'pleaseLook', 'sample', 'inTrash'] as const;

export type CustomField = `custom/${string}`;
export type TextField = (typeof TEXT_FIELDS)[number] | CustomField;
export type NumberField = (typeof NUMBER_FIELDS)[number] | CustomField;
export type MoneyField = (typeof MONEY_FIELDS)[number] | CustomField;
export type DateField = (typeof DATE_FIELDS)[number] | CustomField;
export type ChoiceField = (typeof CHOICE_FIELDS)[number] | CustomField;
export type Flag = (typeof FLAGS)[number];

const custom = v.custom<CustomField>((value) => typeof value === 'string' && /^custom\/.{1,100}$/s.test(value), 'not a custom field');
const text = v.pipe(v.string(), v.maxLength(500));
const number = v.pipe(v.number(), v.finite());
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(36_500));
const day = v.pipe(v.string(), v.check(isIsoDay, 'no such day'));
const values = v.pipe(v.array(text), v.maxLength(500));
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

const textField = v.union([v.picklist(TEXT_FIELDS), custom]);
const dateField = v.union([v.picklist(DATE_FIELDS), custom]);
const compare = v.picklist(['equals', 'above', 'below', 'atLeast', 'atMost']);

const ConditionSchema = v.union([
  v.strictObject({ type: v.literal('text'), field: textField, op: v.picklist(['contains', 'containsNot', 'is', 'isNot', 'startsWith']), value: text }),
  v.strictObject({ type: v.literal('text'), field: textField, op: v.picklist(['empty', 'notEmpty']) }),
  v.strictObject({ type: v.literal('number'), field: v.union([v.picklist(NUMBER_FIELDS), custom]), op: compare, value: number }),
  v.strictObject({ type: v.literal('number'), field: v.union([v.picklist(NUMBER_FIELDS), custom]), op: v.literal('between'), from: number, to: number }),
  v.strictObject({ type: v.literal('number'), field: custom, op: v.picklist(['empty', 'notEmpty']) }),
  v.strictObject({ type: v.literal('money'), field: v.union([v.picklist(MONEY_FIELDS), custom]), op: compare, minor: v.pipe(number, v.integer()), currency }),
  v.strictObject({ type: v.literal('date'), field: dateField, op: v.picklist(['before', 'after', 'on']), day }),
  v.strictObject({ type: v.literal('date'), field: dateField, op: v.literal('between'), from: day, to: day }),
  v.strictObject({ type: v.literal('date'), field: dateField, op: v.picklist(['inLastDays', 'notInLastDays', 'inNextDays']), days }),
  v.strictObject({ type: v.literal('date'), field: dateField, op: v.literal('inMonth'), month: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)) }),
  v.strictObject({ type: v.literal('date'), field: dateField, op: v.picklist(['overdue', 'dueByToday', 'empty', 'notEmpty']) }),
  v.strictObject({ type: v.literal('choice'), field: v.union([v.picklist(CHOICE_FIELDS), custom]), op: v.picklist(['oneOf', 'noneOf']), values }),
  v.strictObject({ type: v.literal('tags'), op: v.picklist(['hasAny', 'hasAll', 'hasNone']), values }),
  v.strictObject({ type: v.literal('tags'), op: v.picklist(['empty', 'notEmpty']) }),
  v.strictObject({ type: v.literal('flag'), flag: v.picklist(FLAGS), is: v.boolean() }),
]);

export type Condition = v.InferOutput<typeof ConditionSchema>;
export type Filter = { readonly all: readonly Filter[] } | { readonly any: readonly Filter[] } | Condition;
export type FilterError = { readonly kind: 'not-a-filter'; readonly detail: string } | { readonly kind: 'too-deep' } | { readonly kind: 'too-large' };

/** Matches every row. */
export const EVERYTHING: Filter = { all: [] };
const MAX_DEPTH = 8, MAX_CONDITIONS = 200;

export const isGroup = (filter: Filter): filter is Exclude<Filter, Condition> => 'all' in filter || 'any' in filter;
export const childrenOf = (filter: Exclude<Filter, Condition>): readonly Filter[] => ('all' in filter ? filter.all : filter.any);

/** Reads a stored or received filter; unknown fields, operators and properties are refused, never guessed at. */
export function parseFilter(input: unknown): Result<Filter, FilterError> {
  let seen = 0;
  function read(value: unknown, depth: number): Result<Filter, FilterError> {
    if (depth > MAX_DEPTH) return err({ kind: 'too-deep' });
    if (++seen > MAX_CONDITIONS) return err({ kind: 'too-large' });
    const join = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 1 ? Object.keys(value)[0] : undefined;
    if (join !== 'all' && join !== 'any') {
      const parsed = v.safeParse(ConditionSchema, value);
      return parsed.success ? ok(parsed.output) : err({ kind: 'not-a-filter', detail: parsed.issues[0].message });
    }
    const list = (value as Record<string, unknown>)[join];
    if (!Array.isArray(list)) return err({ kind: 'not-a-filter', detail: `${join} is not a list` });
    const children: Filter[] = [];
    for (const item of list) {
      const child = read(item, depth + 1);
      if (!child.ok) return child;
      children.push(child.value);
    }
    return ok(join === 'all' ? { all: children } : { any: children });
  }
  return read(input, 0);
}

/** Every condition of the tree, in reading order. */
export function conditionsOf(filter: Filter): readonly Condition[] {
  return isGroup(filter) ? childrenOf(filter).flatMap(conditionsOf) : [filter];
}

/** Whether the filter itself says what to do with trashed rows; otherwise a list leaves them out. */
export const mentionsTrash = (filter: Filter): boolean => conditionsOf(filter).some((c) => (c.type === 'flag' && c.flag === 'inTrash') || (c.type === 'date' && c.field === 'trashedAt'));
/** Whether the answer changes with the day, so that a list must be filtered again after midnight. */
export const dependsOnToday = (filter: Filter): boolean => conditionsOf(filter).some((c) => c.type === 'date' && ['inLastDays', 'notInLastDays', 'inNextDays', 'overdue', 'dueByToday'].includes(c.op));

/** Ready-made conditions in the words of the shop. */
export const notContactedInDays = (n: number): Condition => ({ type: 'date', field: 'lastContact', op: 'notInLastDays', days: n });
export const boughtInLastDays = (n: number): Condition => ({ type: 'date', field: 'lastPurchase', op: 'inLastDays', days: n });
export const neverBought: Condition = { type: 'flag', flag: 'hasPurchases', is: false };
export const promiseDue: Condition = { type: 'date', field: 'nextDue', op: 'dueByToday' };
