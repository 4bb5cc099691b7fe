/**
 * Dates (birthday, wedding, others with their label) and relations to people who may be no customers: vCard 4 says
 * BDAY, ANNIVERSARY and RELATED; Apple, Google, Outlook and Android each have their own way.
 */
import type { DateKind, RelationType } from '../../domain/customer/fields';
import { BIRTHDAY_KEY } from '../../domain/customer/fields';
import { firstText } from './card-property';
import type { CardProperty } from './card-property';
import { addItem, plainLabel } from './list-items';
import type { RecordDraft } from './record-draft';
import { parseCardDate } from './vcard-date';

const ANNIVERSARIES = new Set(['anniversary', 'x-anniversary', 'x-ms-anniversary', 'x-evolution-anniversary', 'x-kaddressbook-x-anniversary']);
const SPOUSES = new Set(['x-spouse', 'x-ms-spouse', 'x-evolution-spouse', 'x-kaddressbook-x-spousesname']);
const CHILDREN = new Set(['x-ms-child', 'x-child']);

/** Reads a property that is a date or a relation; false where it is neither, so that it is kept as it is. */
export function readDateOrRelation(draft: RecordDraft, property: CardProperty): boolean {
  const { name } = property;
  if (name === 'bday') return readBirthday(draft, property);
  if (ANNIVERSARIES.has(name)) return addDate(draft, 'wedding', undefined, property);
  if (name === 'x-abdate') {
    const label = plainLabel(draft.labels.get(property.group ?? '') ?? '');
    const kind = dateKindOf(label);
    return addDate(draft, kind, kind === 'custom' ? label || undefined : undefined, property);
  }
  if (SPOUSES.has(name)) return addRelation(draft, 'spouse', undefined, firstText(property));
  if (CHILDREN.has(name)) return addRelation(draft, 'child', undefined, firstText(property));
  if (name === 'x-abrelatednames') {
    const { type, label } = relationOf(plainLabel(draft.labels.get(property.group ?? '') ?? ''));
    return addRelation(draft, type, label, firstText(property), property.params['x-note']?.[0]);
  }
  if (name === 'related') return readRelated(draft, property);
  return name === 'x-android-custom' && readAndroid(draft, firstText(property));
}

function readBirthday(draft: RecordDraft, property: CardProperty): boolean {
  if (draft.fields[BIRTHDAY_KEY] !== undefined) return false;
  const date = dateOf(draft, property);
  if (!date) return true;
  if (draft.today !== undefined && /^\d{4}/.test(date) && date > draft.today) draft.issues.push({ code: 'odd-value', row: draft.row, column: 'BDAY', value: date });
  draft.fields[BIRTHDAY_KEY] = { kind: 'birth', date };
  return true;
}

/** The date, or the text as it is with an issue; '' for nothing. */
function dateOf(draft: RecordDraft, property: CardProperty): string {
  const { date, isKnown } = parseCardDate(firstText(property), property.params['x-apple-omit-year']?.[0]);
  if (date && !isKnown && property.type !== 'text') draft.issues.push({ code: 'odd-value', row: draft.row, column: property.name.toUpperCase(), value: date });
  return /^[-0/.]+$/.test(date) ? '' : date; // '0000-00-00' says "none".
}

function addDate(draft: RecordDraft, kind: DateKind, label: string | undefined, property: CardProperty): boolean {
  const date = dateOf(draft, property);
  if (date) addItem(draft.fields, 'date', { kind, date, label });
  return true;
}

function dateKindOf(label: string): DateKind {
  if (/^(anniversary|wedding|hochzeitstag|jahrestag|jubiläum)$/i.test(label)) return 'wedding';
  if (/^(customer since|kunde seit)$/i.test(label)) return 'customerSince';
  return /^(name day|namenstag)$/i.test(label) ? 'nameDay' : 'custom';
}

const RELATION_LABELS: readonly (readonly [RegExp, RelationType])[] = [
  [/^(spouse|husband|wife|ehepartner(in)?|ehemann|ehefrau)$/i, 'spouse'],
  [/^(child|son|daughter|kind|sohn|tochter)$/i, 'child'],
  [/^(parent|mother|father|elternteil|mutter|vater)$/i, 'parent'],
  [/^(sibling|brother|sister|bruder|schwester|geschwister)$/i, 'sibling'],
];

/** A program's word for a relation as our type; the word stays as label unless it says no more than the type. */
export function relationOf(label: string): { type: RelationType; label: string | undefined } {
  const type = RELATION_LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? OWN_TYPES.get(label.toLowerCase()) ?? 'custom';
  return { type, label: label && label.toLowerCase() !== type.toLowerCase() && !OWN_TYPES.has(label.toLowerCase()) ? label : undefined };
}

/** Types that vCard has no word for, as this program writes them. */
const OWN_TYPES: ReadonlyMap<string, RelationType> = new Map((['worksAt', 'employs', 'referred', 'referredBy', 'advisor', 'advises', 'member', 'household'] as const).map((type) => [`x-${type.toLowerCase()}`, type]));

export const ownRelationType = (type: RelationType): string | undefined => (OWN_TYPES.has(`x-${type.toLowerCase()}`) ? `x-${type.toLowerCase()}` : undefined);

/** A name is read; a link to another card (urn:uuid) is kept as it is, because only the importer knows which customer that card became. */
function readRelated(draft: RecordDraft, property: CardProperty): boolean {
  const value = firstText(property);
  const isText = property.type === 'text' || !/^[a-z][a-z0-9+.-]*:/i.test(value);
  if (!isText) return false;
  const types = (property.params['type'] ?? []).map(relationOf);
  const known = types.find(({ type }) => type !== 'custom') ?? types[0] ?? { type: 'custom' as const, label: undefined };
  const label = draft.labels.get(property.group ?? '');
  return addRelation(draft, known.type, label === undefined ? known.label : plainLabel(label), value, property.params['x-note']?.[0]);
}

function addRelation(draft: RecordDraft, type: RelationType, label: string | undefined, name: string, note?: string): boolean {
  if (name) addItem(draft.fields, 'relation', { type, name, label: label || undefined, note });
  return true;
}

/** `vnd.android.cursor.item/<kind>;<value>;<type>;<label>`, as Android's own exporter writes what vCard 2.1 lacks. */
function readAndroid(draft: RecordDraft, value: string): boolean {
  const [kind = '', data = '', type = '', label = ''] = value.split(';').map((part) => part.trim());
  if (!data) return false;
  if (kind.endsWith('/nickname')) {
    draft.fields['name/nickname'] ??= data;
    return true;
  }
  if (kind.endsWith('/contact_event')) {
    const property: CardProperty = { name: 'x-android-custom', params: {}, type: 'unknown', values: [data] };
    if (type === '3') return readBirthday(draft, property);
    return addDate(draft, type === '1' ? 'wedding' : 'custom', type === '1' ? undefined : label || undefined, property);
  }
  if (!kind.endsWith('/relation')) return false;
  // Constants of ContactsContract.CommonDataKinds.Relation.
  const known: Readonly<Record<string, RelationType>> = { '2': 'sibling', '3': 'child', '5': 'parent', '8': 'parent', '9': 'parent', '13': 'sibling', '14': 'spouse' };
  return addRelation(draft, known[type] ?? 'custom', label || undefined, data);
}
