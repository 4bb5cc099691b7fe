/**
 * The book behind "Look around with sample data": customers of an invented wine shop with two years of history before
 * `today`. The same day gives the same book. Every record carries `sample: true`, so that all of it goes in one tap.
 */
import type { Json } from '../../lib/json';
import { derivedUuid } from '../../lib/ids';
import { emailItemId, phoneItemId } from '../customer/contact-points';
import type { CustomerId, FieldEdits, FieldKey, RelationItem } from '../customer/fields';
import { BIRTHDAY_KEY, fieldKey } from '../customer/fields';
import { addRelation } from '../customer/relations';
import type { Entry, EntryId, Interaction } from '../entry/entry';
import type { IsoDay } from '../values/day';
import { addDays } from '../values/day';
import { cleanPhone } from '../values/phone';
import type { SamplePerson } from './people';
import { SAMPLE_PEOPLE } from './people';
import { COMPLAINTS, PROMISES, TALK, WINES } from './talk';

/** In the shape that `Book.perform` takes. */
export interface SampleCustomer { readonly id: CustomerId; readonly fields: FieldEdits; readonly entries: Readonly<Record<EntryId, Entry>>; readonly note: string }

export const SAMPLE_SOURCE = 'sample';
const STAFF = ['Nora', 'Ben'] as const;
const DAYS = 730;

/** Mulberry32: small, seeded, the same on every device. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const idOf = (key: string): CustomerId => `cus_${derivedUuid(SAMPLE_SOURCE, 'customer', key)}`;

export function sampleBook(today: IsoDay): readonly SampleCustomer[] {
  const relations = relationFields();
  return SAMPLE_PEOPLE.map((person, i) => ({
    id: idOf(person.key),
    fields: { ...fieldsOf(person, i, today), ...relations.get(idOf(person.key)) },
    entries: Object.fromEntries(entriesOf(person, i, today).map((entry) => [entry.id, entry])),
    note: person.note ?? '',
  }));
}

function fieldsOf(person: SamplePerson, i: number, today: IsoDay): FieldEdits {
  const fields: Record<FieldKey, Json> = { sample: true, createdAt: `${addDays(today, -DAYS + ((i * 11) % 300))}T09:${String(i % 60).padStart(2, '0')}:00.000Z` };
  const set = (key: FieldKey, value: string | undefined): void => {
    if (value) fields[key] = value;
  };
  set('kind', person.kind);
  if (person.kind) set('displayName', person.company);
  if (person.kind === 'company') set('organization', person.company);
  set('name/prefix', person.prefix);
  set('name/given', person.given);
  set('name/family', person.family);
  set('name/nickname', person.nickname);
  set('name/phoneticGiven', person.say);
  set('jobTitle', person.job);
  set('language', person.language);
  if (person.kind !== 'household') set('customerNumber', `W${String(1001 + i)}`);
  set('owner', STAFF[i % 2]);
  set('status', (person.buys?.[0] ?? 0) === 0 ? (person.kind === 'household' ? undefined : 'prospect') : (person.buys?.[0] ?? 0) === 1 ? 'lapsed' : 'active');
  if (person.email) fields[fieldKey('email', emailItemId(person.email))] = { value: person.email, type: person.kind === 'company' ? 'work' : 'home', preferred: true };
  for (const [raw, type] of [[person.mobile, 'mobile'], [person.phone, 'work']] as const) {
    if (!raw) continue;
    const phone = { raw, e164: cleanPhone(raw) };
    fields[fieldKey('phone', phoneItemId(phone))] = { ...phone, type };
  }
  const address = Object.fromEntries(Object.entries({ street: person.street, locality: person.town, postalCode: person.postcode, country: person.country }).filter((entry): entry is [string, string] => Boolean(entry[1])));
  if (person.town) fields[fieldKey('address', 'home')] = { type: person.kind === 'company' ? 'work' : 'home', ...address };
  if (person.birth) fields[BIRTHDAY_KEY] = { kind: 'birth', date: person.birth };
  if (person.wedding) fields[fieldKey('date', 'wedding')] = { kind: 'wedding', date: person.wedding };
  for (const tag of person.tags ?? []) fields[fieldKey('tag', tag)] = true;
  person.children?.forEach((name, k) => { fields[fieldKey('relation', `child-${k}`)] = { type: 'child', name }; });
  return fields;
}

/** Both sides of every relation. */
function relationFields(): ReadonlyMap<CustomerId, FieldEdits> {
  const byId = new Map<CustomerId, Record<FieldKey, Json>>();
  for (const person of SAMPLE_PEOPLE) for (const [type, key] of person.relations ?? []) {
    // 'member' reads from the household's side: the person's relation is to the household.
    const relation: RelationItem = { type: type === 'member' ? 'household' : type, customer: idOf(key) };
    for (const { id, fields } of addRelation(idOf(person.key), relation, '')) byId.set(id, { ...byId.get(id), ...fields });
  }
  return byId;
}

function entriesOf(person: SamplePerson, i: number, today: IsoDay): readonly Entry[] {
  const random = seeded(7_919 * (i + 1));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const stamp = (day: IsoDay): string => `${day}T${String(9 + Math.floor(random() * 9)).padStart(2, '0')}:${String(Math.floor(random() * 60)).padStart(2, '0')}:00.000Z`;
  const entries: Entry[] = [];
  const base = (what: string, day: IsoDay) => ({ id: `ent_${derivedUuid(SAMPLE_SOURCE, person.key, what)}`, at: stamp(day), by: STAFF[i % 2]! });
  if (person.kind === 'household') return entries;

  const [perYear, euro] = person.buys ?? [0, 0];
  const purchases = perYear === 0 ? 0 : Math.round(perYear * 2);
  for (let n = 0; n < purchases; n++) {
    const ago = Math.floor(((n + 0.2 + random() * 0.7) * DAYS) / purchases) + (perYear === 1 ? 120 : 1);
    if (ago > DAYS) continue;
    const day = addDays(today, -ago);
    const minor = Math.round(euro * (0.6 + random() * 0.9) * 20) * 5;
    entries.push({ kind: 'purchase', ...base(`purchase ${n}`, day), day, amount: { minor, currency: 'EUR' }, quantity: Math.max(1, Math.round(minor / 1_800)), category: pick(WINES), receipt: `S${String(i + 1).padStart(2, '0')}-${String(n + 1).padStart(3, '0')}` });
  }
  const talks = 1 + Math.min(7, Math.round(perYear / 2) + Math.floor(random() * 3));
  for (let n = 0; n < talks; n++) {
    const day = addDays(today, -Math.floor(((n + random()) * DAYS) / talks) - 2);
    entries.push({ kind: 'interaction', ...base(`talk ${n}`, day), ...pick(TALK), minutes: pick([5, 5, 10, 15, 30]) });
  }
  const first = entries.find((entry): entry is Interaction => entry.kind === 'interaction');
  const promise = PROMISES[person.key];
  if (promise) {
    const day = addDays(today, promise.due - 9);
    entries.push({ kind: 'interaction', ...base('promise', day < today ? day : addDays(today, -2)), channel: 'call', direction: 'in', summary: promise.summary, promise: { text: promise.text, due: addDays(today, promise.due) } });
  } else if (first && i % 7 === 3) {
    entries.push({ ...first, id: base('kept', today).id, summary: 'Asked for a wine seen at a friend’s table.', channel: 'visit', direction: 'in', promise: { text: 'Find out who imports it', due: addDays(first.at.slice(0, 10), 5), doneAt: stamp(addDays(first.at.slice(0, 10), 3)) } });
  }
  const complaint = COMPLAINTS[person.key];
  if (complaint) {
    const day = addDays(today, -complaint.ago);
    entries.push({ kind: 'interaction', ...base('complaint', day), channel: 'complaint', direction: 'in', summary: complaint.summary, ...(complaint.resolution ? { resolvedAt: stamp(addDays(day, 2)), resolution: complaint.resolution } : { nextStep: { text: 'Call back with an answer from the importer', due: addDays(today, 1) } }) });
  }
  if (person.tags?.includes('gifts') || person.tags?.includes('vip')) {
    entries.push({ kind: 'interaction', ...base('gift', addDays(today, -200 - i)), channel: 'gift', direction: 'out', summary: 'A bottle of the new olive oil, with a handwritten card.', cost: { minor: 1_450, currency: 'EUR' } });
  }
  if (person.tags?.includes('fair 2025')) {
    entries.push({ kind: 'interaction', ...base('fair', addDays(today, -260)), channel: 'fair', direction: 'in', summary: 'Talked at our stand at the food fair; took the spring list.' });
  }
  return entries;
}
