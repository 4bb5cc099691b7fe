/** What a column's target is called in the select box, and what may be chosen. */
import type { BookField, ColumnMapping } from '../../transfer/csv/propose-mapping';
import { CHOOSABLE_TARGETS, parseTarget, skip, type CreatedType, type SkipReason, type Target } from '../../transfer/csv/target';
import type { SelectOption } from '../../ui/Select';
import type { ImportWords } from './words';

type Table = Readonly<Record<string, string>>;
const lookup = (table: Table, key: string): string => (Object.hasOwn(table, key) ? table[key]! : '');

export function targetName(target: Target, t: ImportWords, fields: readonly BookField[]): string {
  const { base, slot, part, argument } = parseTarget(target);
  if (base === 'skip') return t.skips[argument as SkipReason] ?? t.leaveOut;
  if (base === 'custom') return fields.find(({ id }) => id === argument.split(':')[0])?.label ?? t.fields.custom;
  if (base === 'create') return `${t.fields.create} (${lookup(t.kinds, argument)})`;
  if (base === 'external') return `${t.fields.external} ${argument}`;
  if ((base === 'date' || base === 'relation') && argument) return `${lookup(t.kinds, argument) || lookup(t.fields, base)}${part ? `, ${lookup(t.parts, part)}` : ''}`;
  const number = /^\d+$/.test(slot) && slot !== '1' ? ` ${slot}` : '';
  const kind = argument ? ` (${lookup(t.kinds, argument)})` : '';
  return `${lookup(t.fields, base)}${number}${kind}${part ? `, ${lookup(t.parts, part)}` : ''}`;
}

/** All that may be chosen for a column: the proposal, the usual fields, the book's own, a new one, or nothing. */
export function targetOptions(column: ColumnMapping, t: ImportWords, fields: readonly BookField[]): readonly SelectOption[] {
  const targets = new Set<Target>([
    ...(column.target === skip('undecided') ? [] : [column.target]), ...CHOOSABLE_TARGETS, ...fields.map(({ id, type }) => `custom@${id}:${type}`), `create@${createdTypeOf(column)}`, skip('by-hand'),
  ]);
  return [...targets].map((value) => ({ value, label: value.startsWith('create@') ? `${t.createField(column.name)} (${lookup(t.kinds, parseTarget(value).argument)})` : targetName(value, t, fields) }));
}

const YES_NO = /^(?:yes|no|y|n|ja|nein|j|true|false)$/i;
/** A new field's type, by what its first values look like. */
export function createdTypeOf({ samples }: Pick<ColumnMapping, 'samples'>): CreatedType {
  if (samples.length > 0 && samples.every((value) => YES_NO.test(value))) return 'yesNo';
  // A leading zero is part of a number that names something, such as a locker or an article.
  if (samples.length > 0 && samples.every((value) => /^-?(?:0|[1-9]\d*)(?:[.,]\d+)?$/.test(value))) return 'number';
  if (samples.length > 0 && samples.every((value) => /^(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})$/.test(value))) return 'date';
  return 'text';
}
