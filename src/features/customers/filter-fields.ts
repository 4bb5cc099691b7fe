/** The catalogue behind the filter builder: which fields there are, which operators fit each, and what a new condition starts as. */
import { CUSTOMER_KINDS, CUSTOMER_STATUSES } from '../../domain/customer/fields';
import { DATE_FIELDS, FLAGS, MONEY_FIELDS, NUMBER_FIELDS, TEXT_FIELDS, notContactedInDays } from '../../domain/filter/filter';
import type { Condition, CustomField, Filter } from '../../domain/filter/filter';
import { childrenOf, isGroup } from '../../domain/filter/filter';
import type { FieldDefinition } from '../../state/field-definitions';

export type ConditionType = Condition['type'];
export type Operator = Exclude<Condition, { type: 'flag' }>['op'];
/** A value and, where it has no word of its own in the catalogue, what it is called. */
export interface FieldOption { readonly value: string; readonly label?: string }
/** `id` is the condition's field or flag, unique in the catalogue. */
export interface FilterField { readonly id: string; readonly type: ConditionType; readonly label?: string; readonly options?: readonly FieldOption[] }

const CHOICES: readonly FilterField[] = [
  { id: 'kind', type: 'choice', options: CUSTOMER_KINDS.map((value) => ({ value })) }, { id: 'status', type: 'choice', options: ['', ...CUSTOMER_STATUSES].map((value) => ({ value })) }, { id: 'owner', type: 'choice' },
];
const BUILT_IN: readonly FilterField[] = [
  ...DATE_FIELDS.filter((id) => id !== 'trashedAt').map((id): FilterField => ({ id, type: 'date' })), ...CHOICES, { id: 'tags', type: 'tags' },
  ...TEXT_FIELDS.map((id): FilterField => ({ id, type: 'text' })), ...MONEY_FIELDS.map((id): FilterField => ({ id, type: 'money' })), ...NUMBER_FIELDS.map((id): FilterField => ({ id, type: 'number' })),
  ...FLAGS.filter((id) => id !== 'inTrash').map((id): FilterField => ({ id, type: 'flag' })),
];

const CUSTOM_TYPES: Readonly<Record<FieldDefinition['type'], ConditionType>> = {
  text: 'text', longText: 'text', personLink: 'text', file: 'text', number: 'number', rating: 'number', money: 'money', date: 'date', yesNo: 'choice', oneOf: 'choice', manyOf: 'choice',
};

export function filterFields(definitions: readonly FieldDefinition[]): readonly FilterField[] {
  return [...BUILT_IN, ...definitions.map((definition): FilterField => {
    const options = definition.type === 'yesNo' ? [{ value: 'true' }, { value: 'false' }] : definition.choices?.map(({ id, label }) => ({ value: id, label }));
    return { id: `custom/${definition.id}`, type: CUSTOM_TYPES[definition.type], label: definition.label, ...(options && options.length > 0 ? { options } : {}) };
  })];
}

export const fieldIdOf = (condition: Condition): string => (condition.type === 'flag' ? condition.flag : condition.type === 'tags' ? 'tags' : condition.field);

export function operatorsOf(field: FilterField): readonly Operator[] {
  switch (field.type) {
    case 'text': return ['contains', 'containsNot', 'is', 'isNot', 'startsWith', 'empty', 'notEmpty'];
    case 'number': return ['atLeast', 'atMost', 'above', 'below', 'equals', 'between'];
    case 'money': return ['atLeast', 'atMost', 'above', 'below', 'equals'];
    case 'date': return [
      ...(field.id === 'nextDue' ? ['overdue', 'dueByToday', 'inNextDays'] as const : field.id === 'birthday' ? ['inNextDays', 'inMonth'] as const : ['notInLastDays', 'inLastDays'] as const),
      'before', 'after', 'on', 'between', 'empty', 'notEmpty',
    ];
    case 'choice': return ['oneOf', 'noneOf'];
    case 'tags': return ['hasAny', 'hasAll', 'hasNone', 'empty', 'notEmpty'];
    case 'flag': return [];
  }
}

export interface ConditionContext { readonly today: string; readonly currency: string }

/** A condition that is valid from the start, for a field and one of its operators. */
export function newCondition(field: FilterField, op: Operator | undefined, { today, currency }: ConditionContext): Condition {
  const wanted = op ?? operatorsOf(field)[0];
  const make = (): unknown => {
    switch (field.type) {
      case 'flag': return { type: 'flag', flag: field.id, is: true };
      case 'text': return wanted === 'empty' || wanted === 'notEmpty' ? { type: 'text', field: field.id, op: wanted } : { type: 'text', field: field.id, op: wanted, value: '' };
      case 'number': return wanted === 'between' ? { type: 'number', field: field.id, op: wanted, from: 1, to: 10 } : { type: 'number', field: field.id, op: wanted, value: 1 };
      case 'money': return { type: 'money', field: field.id, op: wanted, minor: 10_000, currency };
      case 'choice': return { type: 'choice', field: field.id, op: wanted, values: field.options ? field.options.slice(0, 1).map(({ value }) => value) : [] };
      case 'tags': return wanted === 'empty' || wanted === 'notEmpty' ? { type: 'tags', op: wanted } : { type: 'tags', op: wanted, values: [] };
      case 'date':
        if (wanted === 'inLastDays' || wanted === 'notInLastDays' || wanted === 'inNextDays') return { type: 'date', field: field.id, op: wanted, days: wanted === 'inNextDays' ? 14 : 90 };
        if (wanted === 'before' || wanted === 'after' || wanted === 'on') return { type: 'date', field: field.id, op: wanted, day: today };
        if (wanted === 'between') return { type: 'date', field: field.id, op: wanted, from: today, to: today };
        return wanted === 'inMonth' ? { type: 'date', field: field.id, op: wanted, month: Number(today.slice(5, 7)) } : { type: 'date', field: field.id, op: wanted };
    }
  };
  // The catalogue pairs fields with types and operators; a wrong pair would be refused by parseFilter when it is stored.
  return make() as Condition;
}

export const firstCondition = (days: number): Condition => notContactedInDays(days);
export const isCustomField = (id: string): id is CustomField => id.startsWith('custom/');

export type Group = Exclude<Filter, Condition>;
export const joinOf = (group: Group): 'all' | 'any' => ('all' in group ? 'all' : 'any');
export const makeGroup = (join: 'all' | 'any', children: readonly Filter[]): Group => (join === 'all' ? { all: children } : { any: children });
export const asGroup = (filter: Filter | undefined): Group => (filter === undefined ? { all: [] } : isGroup(filter) ? filter : { all: [filter] });
export const replaceChild = (group: Group, index: number, child: Filter | undefined): Group =>
  makeGroup(joinOf(group), childrenOf(group).flatMap((other, i) => (i === index ? (child === undefined ? [] : [child]) : [other])));
