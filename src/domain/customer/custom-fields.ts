/**
 * Custom fields (SPEC I4): definitions belong to the book, values to the customer under 'custom/<definition id>'. Renaming
 * keeps the id; deleting hides for 30 days; a change of type says beforehand what would not convert.
 *
 *   text, longText string · number number · money { minor, currency } · date partial date · yesNo boolean · rating 1-5
 *   oneOf choice id · manyOf choice ids · personLink customer id · file { name, type, size, blob }
 */
import * as v from 'valibot';
import { fold } from '../../lib/text';
import type { Json } from '../../lib/json';
import type { Result } from '../../lib/result';
import { err, ok } from '../../lib/result';
import { formatMinor, parseMoney } from '../values/money';
import { parsePartialDate, readPartialDate } from '../values/partial-date';
import type { FieldKey } from './fields';

export const CUSTOM_FIELD_TYPES = ['text', 'longText', 'number', 'money', 'date', 'yesNo', 'oneOf', 'manyOf', 'rating', 'personLink', 'file'] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

const short = v.pipe(v.string(), v.maxLength(200));
const DefinitionSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  label: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  type: v.picklist(CUSTOM_FIELD_TYPES),
  help: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  group: v.optional(short),
  /** Place within its group; equal places go by label. */
  order: v.optional(v.number()),
  choices: v.optional(v.array(v.object({ id: v.pipe(v.string(), v.minLength(1)), label: short }))),
  /** For money. */
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  requiredAt: v.optional(v.picklist(['entry', 'fair', 'never'])),
  sensitivity: v.optional(v.picklist(['normal', 'private', 'secret'])),
  /** What staff may say to find out ("May I ask ..."). */
  sourcePrompt: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  deletedAt: v.optional(v.string()),
});
export type CustomFieldDefinition = Readonly<v.InferOutput<typeof DefinitionSchema>>;
export type FileValue = { readonly name: string; readonly type: string; readonly size: number; readonly blob: string };

export type CustomValueError = { readonly kind: 'not-a-number' | 'not-a-date' | 'not-yes-or-no' | 'no-such-choice' | 'out-of-range' | 'too-long' | 'wrong-type' | 'not-an-amount' };
export type DefinitionError = { readonly kind: 'not-a-definition'; readonly detail: string };

/** Reads a stored definition; choices are required for oneOf and manyOf. */
export function parseDefinition(input: unknown): Result<CustomFieldDefinition, DefinitionError> {
  const parsed = v.safeParse(DefinitionSchema, input);
  if (!parsed.success) return err({ kind: 'not-a-definition', detail: v.getDotPath(parsed.issues[0]) ?? parsed.issues[0].message });
  if ((parsed.output.type === 'oneOf' || parsed.output.type === 'manyOf') && !parsed.output.choices?.length) return err({ kind: 'not-a-definition', detail: 'choices' });
  return ok(parsed.output as CustomFieldDefinition);
}

export const isHidden = (definition: CustomFieldDefinition): boolean => definition.deletedAt !== undefined;
/** Days that a hidden field keeps its values before it is asked whether they may go (SPEC I4). */
const HIDDEN_DAYS = 30;
/** Whether it is time to ask. `now` in ms; a stamp that is none, or lies ahead, asks nothing. */
export const isToBeAskedAbout = ({ deletedAt }: CustomFieldDefinition, now: number): boolean => deletedAt !== undefined && now - Date.parse(deletedAt) >= HIDDEN_DAYS * 86_400_000;

/** Fields whose values leave by no file unless the owner says otherwise (SPEC P8). Ask about deleted ones too: their values are still there. */
export const heldBackKeys = (definitions: Iterable<CustomFieldDefinition>): readonly FieldKey[] =>
  [...definitions].filter(({ sensitivity }) => sensitivity === 'private' || sensitivity === 'secret').map(({ id }) => `custom/${id}`);

/** Visible definitions by group and place. */
export function groupDefinitions(definitions: Iterable<CustomFieldDefinition>): readonly { readonly group: string; readonly fields: readonly CustomFieldDefinition[] }[] {
  const groups = new Map<string, CustomFieldDefinition[]>();
  const visible = [...definitions].filter((each) => !isHidden(each)).sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || (fold(a.label) < fold(b.label) ? -1 : 1));
  for (const definition of visible) {
    const list = groups.get(definition.group ?? '');
    if (list) list.push(definition);
    else groups.set(definition.group ?? '', [definition]);
  }
  return [...groups].map(([group, fields]) => ({ group, fields }));
}

const TEXT_LIMIT = 1_000, LONG_LIMIT = 100_000;
const YES = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'j', 'wahr', 'oui', 'si', 'on', '✓', '✔']);
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'falsch', 'non', 'off', '-']);

/** Whether a stored value fits its definition; values of other types are kept and shown as text, never dropped. */
export function validateCustomValue(definition: CustomFieldDefinition, value: Json): Result<Json, CustomValueError> {
  const isText = typeof value === 'string';
  const has = (choice: Json): boolean => definition.choices?.some(({ id }) => id === choice) ?? false;
  switch (definition.type) {
    case 'text': case 'longText':
      if (!isText) return err({ kind: 'wrong-type' });
      return value.length > (definition.type === 'text' ? TEXT_LIMIT : LONG_LIMIT) ? err({ kind: 'too-long' }) : ok(value);
    case 'number': return typeof value === 'number' && Number.isFinite(value) ? ok(value) : err({ kind: 'not-a-number' });
    case 'rating': return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5 ? ok(value) : err({ kind: 'out-of-range' });
    case 'money': return isRecord(value) && Number.isSafeInteger(value['minor']) && typeof value['currency'] === 'string' ? ok(value) : err({ kind: 'not-an-amount' });
    case 'date': return isText && readPartialDate(value) ? ok(value) : err({ kind: 'not-a-date' });
    case 'yesNo': return typeof value === 'boolean' ? ok(value) : err({ kind: 'not-yes-or-no' });
    case 'oneOf': return has(value) ? ok(value) : err({ kind: 'no-such-choice' });
    case 'manyOf': return Array.isArray(value) && value.every((item: Json) => has(item)) ? ok(value) : err({ kind: 'no-such-choice' });
    case 'personLink': return isText && value !== '' ? ok(value) : err({ kind: 'wrong-type' });
    case 'file': return isRecord(value) && typeof value['name'] === 'string' && typeof value['blob'] === 'string' ? ok(value) : err({ kind: 'wrong-type' });
  }
}

const isRecord = (value: Json): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what was typed or stood in a file; blank gives null. Choices by label or id, several divided by ';', ',' or ' ::: '. */
export function parseCustomValue(definition: CustomFieldDefinition, typed: string): Result<Json, CustomValueError> {
  const text = typed.trim();
  if (text === '') return ok(null);
  switch (definition.type) {
    case 'text': case 'longText': case 'personLink': return validateCustomValue(definition, definition.type === 'longText' ? typed : text);
    case 'number': {
      const parsed = parseNumber(text);
      return parsed === undefined ? err({ kind: 'not-a-number' }) : ok(parsed);
    }
    case 'rating': {
      const stars = /^[★*]{1,5}☆*$/u.test(text) ? [...text.replace(/☆/g, '')].length : parseNumber(text.replace(/\s*\/\s*5$/, ''));
      return stars === undefined ? err({ kind: 'not-a-number' }) : validateCustomValue(definition, stars);
    }
    case 'money': {
      const parsed = parseMoney(text, definition.currency ?? 'EUR');
      return parsed.ok ? ok({ minor: parsed.value.minor, currency: parsed.value.currency }) : err({ kind: 'not-an-amount' });
    }
    case 'date': {
      const parsed = parsePartialDate(text);
      return parsed.ok ? ok(parsed.value) : err({ kind: 'not-a-date' });
    }
    case 'yesNo': return YES.has(fold(text)) ? ok(true) : NO.has(fold(text)) ? ok(false) : err({ kind: 'not-yes-or-no' });
    case 'oneOf': {
      const choice = choiceOf(definition, text);
      return choice === undefined ? err({ kind: 'no-such-choice' }) : ok(choice);
    }
    case 'manyOf': {
      const ids = (choiceOf(definition, text) !== undefined ? [text] : text.split(/\s*(?::::|[;,\n])\s*/).filter(Boolean)).map((part) => choiceOf(definition, part));
      return ids.includes(undefined) ? err({ kind: 'no-such-choice' }) : ok([...new Set(ids as string[])]);
    }
    case 'file': return err({ kind: 'wrong-type' });
  }
}

const choiceOf = ({ choices }: CustomFieldDefinition, text: string): string | undefined => (choices?.find(({ label }) => fold(label).trim() === fold(text).trim()) ?? choices?.find(({ id }) => id === text))?.id;

/** '1.234,5', '1,234.5', '12 %'; undefined for anything else. */
function parseNumber(text: string): number | undefined {
  const plain = text.replace(/[\s'\u2019%]/g, '').replace(/\u2212/g, '-');
  if (!/^[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d{1,3})?$/i.test(plain)) return undefined;
  const comma = plain.lastIndexOf(',');
  const point = plain.lastIndexOf('.');
  const decimal = comma > point ? ',' : '.';
  const cleaned = comma >= 0 && point >= 0 ? plain.replaceAll(decimal === ',' ? '.' : ',', '') : /^[+-]?\d{1,3}(?:,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain;
  const number = Number(cleaned.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

/** Plain text for exports, search and conversions; `parseCustomValue` reads it back. Values that do not fit are written as they are. */
export function formatCustomValue(definition: CustomFieldDefinition, value: Json): string {
  if (value === null) return '';
  const label = (id: Json): string => definition.choices?.find((choice) => choice.id === id)?.label ?? (typeof id === 'string' ? id : JSON.stringify(id));
  if (definition.type === 'oneOf' && typeof value === 'string') return label(value);
  if (Array.isArray(value)) return value.map((item: Json) => (definition.type === 'manyOf' ? label(item) : typeof item === 'string' ? item : JSON.stringify(item))).join('; ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isRecord(value)) {
    if (typeof value['minor'] === 'number' && typeof value['currency'] === 'string') return `${formatMinor({ minor: value['minor'], currency: value['currency'] })} ${value['currency']}`;
    return typeof value['name'] === 'string' ? value['name'] : JSON.stringify(value);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value under another definition, by way of its text; an error where something would be lost. */
export function convertCustomValue(from: CustomFieldDefinition, to: CustomFieldDefinition, value: Json): Result<Json, CustomValueError> {
  if (value === null) return ok(null);
  if (from.type === to.type || (from.type === 'text' && to.type === 'longText')) {
    const fits = validateCustomValue(to, value);
    if (fits.ok) return fits;
  }
  if (from.type === 'oneOf' && to.type === 'manyOf' && validateCustomValue(to, [value]).ok) return ok([value]);
  if (from.type === 'file' || to.type === 'file' || (to.type === 'personLink' && from.type !== 'personLink') || (from.type === 'personLink' && to.type !== 'personLink')) return err({ kind: 'wrong-type' });
  if (to.type === 'yesNo' && typeof value === 'number' && value !== 0 && value !== 1) return err({ kind: 'not-yes-or-no' });
  return parseCustomValue(to, formatCustomValue(from, value));
}

export interface ConversionPreview { readonly converts: number; readonly fails: number; /** The first few values that would not convert, as text. */ readonly examples: readonly string[] }

/** How many values a change of type would lose. Empty values count as neither. */
export function convertPreview(values: Iterable<Json>, from: CustomFieldDefinition, to: CustomFieldDefinition): ConversionPreview {
  let converts = 0;
  let fails = 0;
  const examples = new Set<string>();
  for (const value of values) {
    if (value === null || value === '') continue;
    if (convertCustomValue(from, to, value).ok) converts += 1;
    else {
      fails += 1;
      if (examples.size < 5) examples.add(formatCustomValue(from, value));
    }
  }
  return { converts, fails, examples: [...examples] };
}
