/**
 * A card's properties as a contact record. What has a field of its own goes there; every other property is kept as
 * jCard under 'extra/<id>' and written back on export, so that a card loses nothing on its way through this program.
 */
import type { FieldKey } from '../../domain/customer/fields';
import { displayNameOf } from '../../domain/customer/customer';
import { shortHash } from '../../lib/ids';
import type { Json } from '../../lib/json';
import type { ContactRecord, IssueCode } from '../contact-record';
import { firstText, textsOf } from './card-property';
import type { CardProperty } from './card-property';
import { jcardProperty } from './jcard-property';
import { readContactPoints } from './read-contact-points';
import { readDateOrRelation } from './read-dates-relations';
import { readOwnProperty } from './own-properties';
import { readPhoto } from './read-photo';
import type { RecordDraft } from './record-draft';

export interface CardReadOptions {
  /** ISO date of today, to report birthdays in the future; without it none is. */
  readonly today?: string | undefined;
  /** Numbers that say their country need no help; for others, the business's own region is the caller's to know. */
  readonly phoneToE164?: ((raw: string) => string | undefined) | undefined;
}

/** Names of groups that programs make for themselves; kept for the way back, but no tag of ours. */
const SYSTEM_GROUPS = new Set(['my contacts', 'mycontacts', '* mycontacts', '* my contacts', 'all contacts', 'starred', '* starred', 'meine kontakte']);
/** An unknown property above this (a sound, a whole letterhead) would make every sync carry it. */
const MAX_EXTRA_LENGTH = 140_000;
const HANDLED_ELSEWHERE = new Set(['email', 'tel', 'adr', 'label', 'url']);
/** Said anew by whoever writes the card. */
const OF_THE_WRITER = new Set(['version', 'prodid', 'rev']);

/** The draft of a record; `finishRecord` closes it once its photo is settled. */
export function draftFromCard(properties: readonly CardProperty[], row: number, options: CardReadOptions): RecordDraft {
  const labels = new Map<string, string>();
  for (const property of properties) if (property.name === 'x-ablabel' && property.group) labels.set(property.group, firstText(property));
  const draft: RecordDraft = { row, fields: {}, issues: [], labels, today: options.today, note: '', largePhoto: undefined };
  const extras: CardProperty[] = [];
  const notes: string[] = [];
  readName(draft, properties, extras);
  readContactPoints(draft, properties, options.phoneToE164);
  for (const property of properties) {
    const { name } = property;
    if (name === 'n' || name === 'fn' || name === 'x-ablabel' || HANDLED_ELSEWHERE.has(name) || OF_THE_WRITER.has(name)) continue;
    if (name === 'note') notes.push(textsOf(property.values[0]).join(', ').trim());
    else if (!readScalar(draft, property, extras) && !readDateOrRelation(draft, property) && !readOwnProperty(draft, property)) extras.push(name === 'x-gender' ? { ...property, name: 'gender' } : property);
  }
  readDisplayName(draft, properties);
  draft.note = [...new Set(notes.filter(Boolean))].join('\n\n');
  readLanguage(draft, extras);
  keepExtras(draft, extras);
  return draft;
}

export function finishRecord(draft: RecordDraft, raw?: readonly string[]): ContactRecord {
  const { row, fields, note, issues } = draft;
  const isBare = Object.keys(fields).length === 0 && !note;
  if (isBare) return { row, fields: {}, issues: [...issues, { code: 'empty', row }], rejected: 'empty', raw };
  if (!displayNameOf(fields)) issues.push({ code: 'no-name', row });
  return note ? { row, fields, note, issues } : { row, fields, issues };
}

export const rejectedRecord = (row: number, code: IssueCode, raw: string): ContactRecord => ({ row, fields: {}, issues: [{ code, row }], rejected: code, raw: [raw] });

const NAME_KEYS = ['name/family', 'name/given', 'name/middle', 'name/prefix', 'name/suffix'] as const;

function readName(draft: RecordDraft, properties: readonly CardProperty[], extras: CardProperty[]): void {
  const { fields } = draft;
  const [name, ...otherNames] = properties.filter((property) => property.name === 'n');
  const parts = name ? textsOf(name.values[0]) : [];
  const texts = name && typeof name.values[0] === 'string' ? [name.values[0]] : parts;
  NAME_KEYS.forEach((key, i) => {
    const text = texts[i]?.trim();
    if (text) fields[key] = text;
  });
  // RFC 9554 2.2: second surname and generation stand in their own places too; programs before it read five parts only.
  appendUnlessSaid(fields, 'name/family', texts[5]);
  appendUnlessSaid(fields, 'name/suffix', texts[6]);
  const organization = properties.find((property) => property.name === 'org');
  if (organization) readOrganization(fields, organization);
  const [, ...otherFormatted] = properties.filter((property) => property.name === 'fn');
  // A second name is another script or language; N and FN may stand only once on the way out.
  for (const other of [...otherNames, ...otherFormatted]) extras.push({ ...other, name: `x-${other.name}` });
}

/** FN must stand on every card, so writers fill it with whatever there is: it is a name only where it says more than the rest of the card. */
function readDisplayName(draft: RecordDraft, properties: readonly CardProperty[]): void {
  const formatted = properties.find((property) => property.name === 'fn');
  const display = formatted ? firstText(formatted).replace(/\s+/g, ' ') : '';
  if (display && display !== displayNameOf(draft.fields) && display !== draft.fields['external/vcard']) draft.fields['displayName'] = display;
}

function appendUnlessSaid(fields: Record<FieldKey, Json>, key: FieldKey, text: string | undefined): void {
  const said = typeof fields[key] === 'string' ? fields[key] : '';
  if (text && !said.includes(text)) fields[key] = said ? `${said} ${text}` : text;
}

function readOrganization(fields: Record<FieldKey, Json>, property: CardProperty): void {
  const value = property.values[0];
  const [organization = '', ...units] = (Array.isArray(value) ? textsOf(value) : [firstText(property)]).map((part) => part.trim());
  if (organization) fields['organization'] = organization;
  const department = units.filter(Boolean).join(', ');
  if (department) fields['department'] = department;
}

/** Properties with a field of their own. A second one of them is kept as extra; one that says the same again is dropped. */
function readScalar(draft: RecordDraft, property: CardProperty, extras: CardProperty[]): boolean {
  const { fields } = draft;
  const set = (key: FieldKey, text: string): boolean => {
    if (fields[key] !== undefined && fields[key] !== text) return false;
    if (text) fields[key] = text;
    return true;
  };
  switch (property.name) {
    case 'org': {
      const same: Record<FieldKey, Json> = {};
      readOrganization(same, property);
      return same['organization'] === fields['organization'] && same['department'] === fields['department'];
    }
    case 'title': return set('jobTitle', firstText(property));
    case 'nickname': case 'x-nickname': return set('name/nickname', property.values.map((value) => textsOf(value).join(' ').trim()).filter(Boolean).join(', '));
    case 'x-phonetic-first-name': return set('name/phoneticGiven', firstText(property));
    case 'x-phonetic-last-name': return set('name/phoneticFamily', firstText(property));
    case 'uid': return set('external/vcard', firstText(property).replace(/^urn:uuid:/i, ''));
    case 'tz': return /^[A-Za-z]+\/[A-Za-z_/+-]+$/.test(firstText(property)) && set('timeZone', firstText(property));
    case 'kind': return readKind(fields, firstText(property));
    case 'x-abshowas': return /^company$/i.test(firstText(property)) && readKind(fields, 'org');
    case 'photo': return readPhoto(draft, property);
    case 'deathdate':
      // A reminder to somebody who has died is the worst message there is: the status stops them all.
      fields['status'] = 'deceased';
      return false;
    case 'categories': {
      const isSystem = (tag: string): boolean => SYSTEM_GROUPS.has(tag.toLowerCase());
      const tags = property.values.flatMap(textsOf).map((tag) => tag.trim().replace(/\s+/g, ' ')).filter(Boolean);
      for (const tag of tags) if (!isSystem(tag)) fields[`tag/${tag}`] = true;
      const system = tags.filter(isSystem);
      if (system.length > 0) extras.push({ ...property, values: system });
      return true;
    }
    default: return false;
  }
}

function readKind(fields: Record<FieldKey, Json>, kind: string): boolean {
  if (/^individual$/i.test(kind) || kind === '') return true;
  if (/^org(anization)?$/i.test(kind)) fields['kind'] = 'company';
  else if (/^group$/i.test(kind)) fields['kind'] = 'household';
  else return false;
  return true;
}

/** The preferred language becomes the customer's; the others stay as they are. */
function readLanguage(draft: RecordDraft, extras: CardProperty[]): void {
  const rank = (property: CardProperty): number => Number(property.params['pref']?.[0] ?? 101);
  const best = extras.filter((property) => property.name === 'lang' && firstText(property)).sort((a, b) => rank(a) - rank(b))[0];
  if (!best) return;
  draft.fields['language'] = firstText(best);
  extras.splice(extras.indexOf(best), 1);
}

/**
 * Ids come from the content, so that two cards imported into one customer never overwrite each other's. A group is kept
 * only where it still ties properties together, under a name from its content for the same reason.
 */
function keepExtras(draft: RecordDraft, extras: readonly CardProperty[]): void {
  const members = new Map<string, CardProperty[]>();
  for (const extra of extras) if (extra.group) members.set(extra.group, [...(members.get(extra.group) ?? []), extra]);
  for (const [group, label] of draft.labels) {
    members.get(group)?.push({ group, name: 'x-ablabel', params: {}, type: 'text', values: [label] });
  }
  const names = new Map<string, string>();
  for (const [group, grouped] of members) {
    if (grouped.length > 1) names.set(group, `g${shortHash(JSON.stringify(grouped.map((property) => jcardProperty({ ...property, group: undefined }))))}`);
  }
  const keep = (property: CardProperty): void => {
    const { group: _, ...bare } = property;
    const group = names.get(property.group ?? '');
    const json = jcardProperty(group ? { ...bare, group } : bare);
    const text = JSON.stringify(json);
    if (text.length > MAX_EXTRA_LENGTH) draft.issues.push({ code: 'too-large', row: draft.row, column: property.name.toUpperCase(), value: `${Math.round(text.length / 1024)} KB` });
    else draft.fields[`extra/${shortHash(text)}`] = json;
  };
  for (const extra of extras) if (!names.has(extra.group ?? '')) keep(extra);
  for (const [group, grouped] of members) if (names.has(group)) grouped.forEach(keep);
}
