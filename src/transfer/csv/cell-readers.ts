/** One reader per mapped item: takes its cells from a row and puts what they say into the draft. */
import type { Json } from '../../lib/json';
import { BIRTHDAY_KEY, CUSTOMER_STATUSES, type ContactType, type DateKind, type RelationType } from '../../domain/customer/fields';
import { addItem } from './add-item';
import { addressReader } from './address-reader';
import { parseEmail, parsePhone, parseYesNo, splitName } from './contact-values';
import { parseDate } from './dates';
import { bareLabel, contactType, dateKind, relationType } from './labels';
import type { Draft, ReadCells, RowContext } from './map-rows';
import type { MappedItem } from './mapping-parts';
import { parseMoney, parseNumber } from './numbers';
import type { ColumnMapping, TableMapping } from './propose-mapping';
import { isScalarTarget } from './target';

/** Google joins several values in one cell by ' ::: '. */
const splitValues = (cell: string): readonly string[] => (cell.includes(':::') ? cell.split(':::').map((part) => part.trim()).filter(Boolean) : cell === '' ? [] : [cell]);

export function cellReader(item: MappedItem, mapping: TableMapping, context: RowContext): ReadCells {
  const { base } = item;
  const value = item.parts.get('');
  if (base.startsWith('purchase/')) return value ? purchaseReader(base, value, mapping, context) : nothing;
  if (base === 'address') return addressReader(item);
  if (base === 'date') return dateReader(item, context);
  if (!value) return nothing;
  const beside: Beside = { label: item.parts.get('label'), type: item.parts.get('type'), fallback: item.argument };
  const { label } = beside;
  switch (base) {
    case 'name/full': case 'name/familyGiven': return nameReader(value);
    case 'name/fallback': return setter(value, 'name/fallback');
    case 'email': return emailReader(value, beside);
    case 'phone': return phoneReader(value, beside, context);
    case 'link': return (cells, draft) => splitValues(cells[value.index] ?? '').forEach((url) => addItem(draft, 'link', { url, ...typeOf(cells, beside) }));
    case 'relation': return relationReader(value, beside);
    case 'tag': return (cells, draft) => tagsIn(cells[value.index] ?? '').forEach((tag) => { draft.fields[`tag/${tag}`] = true; });
    case 'note': return (cells, draft) => { if (cells[value.index]) draft.notes.push(cells[value.index]!); };
    case 'labelled': return (cells, draft) => { if (cells[value.index]) draft.notes.push(`${bareLabel(label ? (cells[label.index] ?? '') : '') || value.name}: ${cells[value.index]!}`); };
    case 'external': return setter(value, `external/${item.argument}`);
    case 'custom': case 'create': return customReader(item, value, mapping, context);
    case 'status': return (cells, draft) => { const status = (cells[value.index] ?? '').toLowerCase(); if ((CUSTOMER_STATUSES as readonly string[]).includes(status)) draft.fields['status'] = status; };
    default: return isScalarTarget(base) ? setter(value, base) : nothing;
  }
}

const nothing: ReadCells = () => undefined;
function setter({ index }: ColumnMapping, key: string): ReadCells {
  return (cells, draft) => {
    const cell = cells[index];
    // The first of two columns for one field wins; a second one must not wipe it.
    if (cell) draft.fields[key] ??= cell;
  };
}

/** The words beside a value: a type that we know ('Work'), else a label; our own export has both in columns of their own. */
interface Beside { readonly label: ColumnMapping | undefined; readonly type: ColumnMapping | undefined; readonly fallback: string }
const textAt = (cells: readonly string[], column: ColumnMapping | undefined): string => (column ? (cells[column.index] ?? '') : '');
function typeOf(cells: readonly string[], { label, type, fallback }: Beside): { type?: ContactType; label?: string } {
  if (!type) return contactType(textAt(cells, label), (fallback || undefined) as ContactType | undefined);
  return { ...contactType(textAt(cells, type), undefined), ...(textAt(cells, label) ? { label: textAt(cells, label) } : {}) };
}

function nameReader({ index }: ColumnMapping): ReadCells {
  return (cells, draft) => {
    for (const [part, text] of Object.entries(splitName(cells[index] ?? ''))) draft.fields[part === 'organization' ? part : `name/${part}`] ??= text as string;
  };
}

function emailReader(value: ColumnMapping, beside: Beside): ReadCells {
  return (cells, draft) => {
    const cell = cells[value.index];
    if (!cell) return;
    const texts = cell.includes(':::') ? splitValues(cell) : (cell.match(/@/g)?.length ?? 0) > 1 ? cell.split(/[,;\s]+/).filter(Boolean) : [cell];
    for (const text of texts) {
      const email = parseEmail(text);
      if (email) addItem(draft, 'email', { value: email, ...typeOf(cells, beside) });
      else draft.issues.push({ code: 'bad-email', row: draft.row, column: value.name, value: text.slice(0, 120) });
    }
  };
}

function phoneReader(value: ColumnMapping, beside: Beside, { country }: RowContext): ReadCells {
  return (cells, draft) => {
    const cell = cells[value.index];
    if (!cell) return;
    for (const text of splitValues(cell.includes(':::') ? cell : cell.replace(/\s*[;|\n]\s*/g, ' ::: '))) {
      const phone = parsePhone(text, country);
      if (phone) addItem(draft, 'phone', { raw: phone.raw, ...(phone.e164 ? { e164: phone.e164 } : {}), ...typeOf(cells, beside) });
      else draft.issues.push({ code: 'bad-phone', row: draft.row, column: value.name, value: text.slice(0, 120) });
    }
  };
}

function relationReader(value: ColumnMapping, beside: Beside): ReadCells {
  return (cells, draft) => {
    const cell = cells[value.index];
    if (!cell) return;
    const { type, label } = relationType(textAt(cells, beside.type ?? beside.label), (beside.fallback || 'custom') as RelationType);
    const words = beside.type && beside.label ? textAt(cells, beside.label) : label;
    const names = type === 'child' && !cell.includes(':::') ? cell.split(/[,;]/).map((name) => name.trim()).filter(Boolean) : splitValues(cell);
    for (const name of names) addItem(draft, 'relation', { type, name, ...(words ? { label: words } : {}) });
  };
}

/** Google's own groups ('* myContacts', '* starred') are no tags. */
const tagsIn = (cell: string): readonly string[] => (cell.includes(':::') || cell.startsWith('* ') ? splitValues(cell) : cell.split(/[,;]/)).map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= LONGEST_TAG && !tag.startsWith('* '));
const LONGEST_TAG = 200;

function dateReader(item: MappedItem, context: RowContext): ReadCells {
  const value = item.parts.get('');
  const [year, month, day, label, type] = ['year', 'month', 'day', 'label', 'type'].map((part) => item.parts.get(part));
  const column = value ?? day ?? year;
  if (!column) return nothing;
  return (cells, draft) => {
    const at = (part: ColumnMapping | undefined): string => (part ? (cells[part.index] ?? '') : '');
    const text = value ? at(value) : [at(year), at(month).padStart(2, '0'), at(day).padStart(2, '0')].join('-').replace(/^-/, '--');
    if (text === '' || /^[-0]*$/.test(text)) return;
    const date = readDate(text, column, draft, context);
    if (!date) return;
    const { type: kind, label: named } = dateKind(at(type ?? label), (item.argument || 'custom') as DateKind);
    const words = type ? at(label) : named;
    if (kind === 'birth') {
      if (/^\d{4}/.test(date) && date > context.today) draft.issues.push({ code: 'future-birthday', row: draft.row, column: column.name, value: text });
      else draft.fields[BIRTHDAY_KEY] = { kind, date };
    } else addItem(draft, 'date', { kind, date, ...(words ? { label: words } : {}) });
  };
}

function readDate(text: string, column: ColumnMapping, draft: Draft, { today }: RowContext): string | undefined {
  const parsed = parseDate(text, { order: column.order ?? 'dmy', serials: column.serials }, Number(today.slice(0, 4)));
  if (parsed.kind === 'bad') draft.issues.push({ code: 'bad-date', row: draft.row, column: column.name, value: text.slice(0, 40) });
  return parsed.kind === 'date' ? parsed.date : undefined;
}

function customReader(item: MappedItem, value: ColumnMapping, mapping: TableMapping, context: RowContext): ReadCells {
  const [id, type] = item.base === 'custom' ? item.argument.split(':') : [context.fieldIds.get(value.name), item.argument];
  if (!id) return nothing;
  const choices = mapping.fields.find((field) => field.id === id)?.choices ?? [];
  const choiceOf = (text: string): string | undefined => choices.find((choice) => choice.id === text || choice.label.toLowerCase() === text.toLowerCase())?.id;
  const bad = (code: Issue['code'], draft: Draft, text: string): undefined => void draft.issues.push({ code, row: draft.row, column: value.name, value: text.slice(0, 120) });
  const convert = (text: string, draft: Draft): Json | undefined => {
    switch (type) {
      case 'number': case 'rating': return parseNumber(text, value.decimal ?? '.') ?? bad('bad-number', draft, text);
      case 'money': {
        const money = parseMoney(text, value.decimal ?? '.', mapping.currency);
        return money ? { minor: money.minor, currency: money.currency } : bad('bad-number', draft, text);
      }
      case 'date': return readDate(text, value, draft, context);
      case 'yesNo': return parseYesNo(text) ?? bad('unreadable', draft, text);
      case 'oneOf': return choiceOf(text) ?? bad('unreadable', draft, text);
      case 'manyOf': {
        const ids = text.split(/\s*(?::::|[,;])\s*/).filter(Boolean).map(choiceOf);
        return ids.every((each) => each !== undefined) ? ids : bad('unreadable', draft, text);
      }
      default: return text;
    }
  };
  return (cells, draft) => {
    const text = cells[value.index];
    const json = text ? convert(text, draft) : undefined;
    if (json !== undefined) draft.fields[`custom/${id}`] = json;
  };
}
type Issue = Draft['issues'][number];

function purchaseReader(base: string, value: ColumnMapping, mapping: TableMapping, context: RowContext): ReadCells {
  const { index } = value;
  const text = (key: 'receipt' | 'category' | 'note'): ReadCells => (cells, draft) => { if (cells[index]) draft.purchase[key] ??= cells[index]; };
  switch (base) {
    case 'purchase/day': return (cells, draft) => {
      const day = cells[index] ? readDate(cells[index], value, draft, context) : undefined;
      if (day && day.length === 10 && !day.startsWith('-')) draft.purchase.day = day;
      else if (cells[index] && day) draft.issues.push({ code: 'bad-date', row: draft.row, column: value.name, value: cells[index] });
    };
    case 'purchase/amount': return (cells, draft) => {
      const cell = cells[index] ?? '';
      const money = cell ? parseMoney(cell, value.decimal ?? '.', draft.purchase.currency ?? mapping.currency) : undefined;
      if (money) [draft.purchase.minor, draft.purchase.currency] = [money.minor, money.currency];
      else if (cell) draft.issues.push({ code: 'bad-number', row: draft.row, column: value.name, value: cell.slice(0, 40) });
    };
    case 'purchase/currency': return (cells, draft) => { if (/^[A-Z]{3}$/.test(cells[index] ?? '')) draft.purchase.currency = cells[index]!; };
    case 'purchase/quantity': return (cells, draft) => { const quantity = cells[index] ? parseNumber(cells[index], value.decimal ?? '.') : undefined; if (quantity !== undefined) draft.purchase.quantity = quantity; };
    case 'purchase/margin': return (cells, draft) => { const percent = cells[index] ? parseNumber(cells[index], value.decimal ?? '.') : undefined; if (percent !== undefined) draft.purchase.marginPercent = percent; };
    case 'purchase/id': return (cells, draft) => { if (cells[index] && /^[\w.:-]{1,80}$/.test(cells[index])) draft.purchase.id = cells[index]!; };
    case 'purchase/receipt': return text('receipt');
    case 'purchase/category': return text('category');
    case 'purchase/note': return text('note');
    default: return nothing;
  }
}
