/** jCard (RFC 7095): contacts as JSON. Read through the same rules as vCard, because it is the same model. */
import { parseJson, type Json } from '../../lib/json';
import type { ContactRecord } from '../contact-record';
import { draftFromCard, finishRecord, rejectedRecord } from './card-to-record';
import type { CardReadOptions } from './card-to-record';
import type { CardProperty } from './card-property';
import { propertiesFromCustomer } from './customer-to-card';
import type { CardSource, CardWriteOptions } from './customer-to-card';
import { jcardProperty, propertyFromJCard } from './jcard-property';
import type { ParsedCards } from './parse-vcards';

/** Reads one jCard or an array of them; whatever is no jCard is rejected by its place, the others come in. */
export function parseJCard(text: string, options: CardReadOptions = {}): ParsedCards {
  if (text.trim() === '') return { records: [], issues: [{ code: 'empty', row: 0 }] };
  const list = parseJson(text.replace(/^\ufeff/, ''));
  if (!isList(list) || list.length === 0) return { records: [], issues: [{ code: 'unreadable', row: 0 }] };
  const cards = list[0] === 'vcard' ? [list] : list[0] === 'vcardstream' ? list.slice(1) : list;
  return { records: cards.map((card, i) => recordFromJCard(card, i + 1, options)), issues: [] };
}

function recordFromJCard(card: Json, row: number, options: CardReadOptions): ContactRecord {
  const properties = isList(card) && card[0] === 'vcard' ? card[1] : undefined;
  if (!isList(properties)) return rejectedRecord(row, 'unreadable', JSON.stringify(card).slice(0, 4_096));
  const read = properties.map(propertyFromJCard);
  const draft = draftFromCard(read.filter((property): property is CardProperty => property !== undefined), row, options);
  if (read.includes(undefined)) draft.issues.push({ code: 'unreadable', row });
  if (draft.largePhoto !== undefined) draft.issues.push({ code: 'photo-too-large', row, column: 'PHOTO' });
  return finishRecord(draft, [JSON.stringify(card).slice(0, 4_096)]);
}

/** A customer as jCard: `['vcard', [...properties]]`, version 4.0. */
export function toJCard(source: CardSource, options: CardWriteOptions = {}): readonly Json[] {
  return ['vcard', [['version', {}, 'text', '4.0'], ...propertiesFromCustomer(source, options).map(jcardProperty)]];
}

const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);
