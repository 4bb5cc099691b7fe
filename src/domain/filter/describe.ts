/** A filter as tokens for the words module: which field, which operator, which value, how joined. No language in here. */
import type { ChoiceField, Condition, DateField, Filter, Flag, MoneyField, NumberField, TextField } from './filter';
import { childrenOf, isGroup } from './filter';

export type FilterToken =
  | { readonly kind: 'field'; readonly field: TextField | NumberField | MoneyField | DateField | ChoiceField | 'tags' }
  | { readonly kind: 'flag'; readonly flag: Flag; readonly is: boolean }
  | { readonly kind: 'operator'; readonly type: Exclude<Condition['type'], 'flag'>; readonly op: Exclude<Condition, { type: 'flag' }>['op'] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'money'; readonly minor: number; readonly currency: string }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'month'; readonly month: number }
  | { readonly kind: 'values'; readonly field: ChoiceField | 'tags'; readonly values: readonly string[] }
  | { readonly kind: 'join'; readonly join: 'all' | 'any' }
  | { readonly kind: 'open' } | { readonly kind: 'close' };

/** In reading order; inner groups of more than one member stand between `open` and `close`. An empty filter gives no tokens. */
export function describeFilter(filter: Filter): readonly FilterToken[] {
  return describe(filter, false);
}

function describe(filter: Filter, inside: boolean): readonly FilterToken[] {
  if (!isGroup(filter)) return describeCondition(filter);
  const join = 'all' in filter ? 'all' : 'any';
  const parts = childrenOf(filter).map((child) => describe(child, childrenOf(filter).length > 1)).filter((tokens) => tokens.length > 0);
  const joined = parts.flatMap((tokens, i): readonly FilterToken[] => (i === 0 ? tokens : [{ kind: 'join', join }, ...tokens]));
  return inside && parts.length > 1 ? [{ kind: 'open' }, ...joined, { kind: 'close' }] : joined;
}

export function describeCondition(condition: Condition): readonly FilterToken[] {
  if (condition.type === 'flag') return [{ kind: 'flag', flag: condition.flag, is: condition.is }];
  const field = condition.type === 'tags' ? 'tags' : condition.field;
  return [{ kind: 'field', field }, { kind: 'operator', type: condition.type, op: condition.op }, ...valueTokens(condition)];
}

function valueTokens(condition: Exclude<Condition, { type: 'flag' }>): readonly FilterToken[] {
  switch (condition.type) {
    case 'text': return 'value' in condition ? [{ kind: 'text', value: condition.value }] : [];
    case 'number':
      if ('from' in condition) return [{ kind: 'number', value: condition.from }, { kind: 'number', value: condition.to }];
      return 'value' in condition ? [{ kind: 'number', value: condition.value }] : [];
    case 'money': return [{ kind: 'money', minor: condition.minor, currency: condition.currency }];
    case 'choice': return [{ kind: 'values', field: condition.field, values: condition.values }];
    case 'tags': return 'values' in condition ? [{ kind: 'values', field: 'tags', values: condition.values }] : [];
    case 'date':
      if ('from' in condition) return [{ kind: 'day', day: condition.from }, { kind: 'day', day: condition.to }];
      if ('day' in condition) return [{ kind: 'day', day: condition.day }];
      if ('days' in condition) return [{ kind: 'days', days: condition.days }];
      return 'month' in condition ? [{ kind: 'month', month: condition.month }] : [];
  }
}
