/**
 * Who of the book is meant by a row: external id, then customer number, e-mail, phone, name and postcode (the order may be
 * changed). A weaker key never overrules a stronger one that says otherwise: a shared family phone does not make two
 * people one when their e-mails differ. What contradicts itself is offered as a possible duplicate instead.
 */
import type { CustomerId } from '../../domain/customer/fields';
import { HINT_SCORE, REASON_SCORES } from '../../domain/duplicates/score';
import { keysOfRow, OWN_ID_PREFIX, type MatchKeys, type MatchRow } from './record-keys';

export type MatchKey = 'external' | 'number' | 'email' | 'phone' | 'name-postcode';
export const MATCH_ORDER: readonly MatchKey[] = ['external', 'number', 'email', 'phone', 'name-postcode'];

export interface Match {
  readonly id: CustomerId | undefined;
  readonly by?: MatchKey;
  /** Not the same for certain, but alike enough to ask. */
  readonly alike?: { readonly id: CustomerId; readonly score: number };
}

interface Known { readonly id: CustomerId; readonly keys: MatchKeys; readonly inTrash: boolean }

/** From this score on a person is asked. */
export const ASK_SCORE = HINT_SCORE;

export class MatchIndex {
  private readonly byId = new Map<CustomerId, Known>();
  private readonly ids: { readonly [K in MatchKey | 'name']: Map<string, CustomerId[]> } = { external: new Map(), number: new Map(), email: new Map(), phone: new Map(), 'name-postcode': new Map(), name: new Map() };

  constructor(rows: Iterable<MatchRow> = []) {
    for (const row of rows) this.add(row.id, keysOfRow(row), row.trashedAt !== undefined);
  }

  add(id: CustomerId, keys: MatchKeys, inTrash = false): void {
    const known = { id, keys, inTrash };
    this.byId.set(id, known);
    for (const key of MATCH_ORDER) for (const value of valuesOf(keys, key)) push(this.ids[key], value, id);
    if (keys.name) push(this.ids.name, keys.name, id);
  }

  /** After an import has added contact points to a customer: later rows find it by these too. */
  learn(id: CustomerId, keys: MatchKeys): void {
    const known = this.byId.get(id);
    if (!known) return this.add(id, keys);
    const { keys: old } = known;
    const emails = news(old.emails, keys.emails), phones = news(old.phones, keys.phones), externals = news(old.externals, keys.externals);
    const number = old.number === '' ? keys.number : '';
    if (emails.length + phones.length + externals.length === 0 && number === '') return;
    for (const email of emails) push(this.ids.email, email, id);
    for (const phone of phones) push(this.ids.phone, phone, id);
    for (const external of externals) push(this.ids.external, external, id);
    if (number) push(this.ids.number, number, id);
    this.byId.set(id, { ...known, keys: { ...old, externals: [...old.externals, ...externals], emails: [...old.emails, ...emails], phones: [...old.phones, ...phones], number: old.number || number } });
  }

  /** The customer lives under another id than was planned: its own was erased on this device once, and is spent. */
  move(from: CustomerId, to: CustomerId): void {
    const known = this.byId.get(from);
    if (!known) return;
    this.byId.delete(from);
    this.byId.set(to, { ...known, id: to });
    for (const key of MATCH_ORDER) for (const value of valuesOf(known.keys, key)) rename(this.ids[key].get(value), from, to);
    rename(this.ids.name.get(known.keys.name), from, to);
  }

  has(id: CustomerId): boolean {
    return this.byId.has(id);
  }
  hasName(name: string): boolean {
    return this.ids.name.has(name);
  }
  isInTrash(id: CustomerId): boolean {
    return this.byId.get(id)?.inTrash ?? false;
  }

  find(keys: MatchKeys, order: readonly MatchKey[] = MATCH_ORDER): Match {
    let contradicted: CustomerId | undefined;
    for (const by of order) {
      const candidates = this.candidates(keys, by);
      if (candidates.length === 0) continue;
      const fitting = candidates.map((id) => this.byId.get(id)!).filter((known) => !contradicts(keys, known.keys, by) && !(by === 'number' && this.emailSaysOther(keys, known)));
      const best = fitting.find(({ inTrash, keys: other }) => !inTrash && sameName(keys, other)) ?? fitting.find(({ inTrash }) => !inTrash) ?? fitting[0];
      if (best) return { id: best.id, by };
      contradicted ??= candidates.find((id) => !this.byId.get(id)!.inTrash);
    }
    const alike = this.alike(keys, contradicted);
    return { id: undefined, ...(alike ? { alike } : {}) };
  }

  private candidates(keys: MatchKeys, by: MatchKey): readonly CustomerId[] {
    const values = valuesOf(keys, by);
    const own = by === 'external' ? values.find((value) => value.startsWith(OWN_ID_PREFIX))?.slice(OWN_ID_PREFIX.length) : undefined;
    if (own !== undefined && this.byId.has(own)) return [own];
    return values.length === 0 ? NONE : values.length === 1 ? (this.ids[by].get(values[0]!) ?? NONE) : values.flatMap((value) => this.ids[by].get(value) ?? []);
  }

  /** A till's number that happens to be another program's number: the e-mail knows better. */
  private emailSaysOther(keys: MatchKeys, known: Known): boolean {
    return keys.emails.length > 0 && !shares(keys.emails, known.keys.emails) && keys.emails.some((email) => this.ids.email.get(email)?.some((id) => id !== known.id));
  }

  private alike(keys: MatchKeys, contradicted: CustomerId | undefined): Match['alike'] {
    let best: { id: CustomerId; score: number } | undefined;
    const candidates = new Set([...(contradicted ? [contradicted] : []), ...(this.ids.name.get(keys.name) ?? []), ...keys.phones.flatMap((phone) => this.ids.phone.get(phone) ?? [])]);
    for (const id of candidates) {
      const known = this.byId.get(id)!;
      const score = Math.max(likeness(keys, known.keys), id === contradicted ? ASK_SCORE : 0);
      if (!known.inTrash && score >= ASK_SCORE && (!best || score > best.score)) best = { id, score };
    }
    return best;
  }
}

function push(map: Map<string, CustomerId[]>, value: string, id: CustomerId): void {
  const ids = map.get(value);
  if (ids) ids.push(id);
  else map.set(value, [id]);
}

function rename(ids: CustomerId[] | undefined, from: CustomerId, to: CustomerId): void {
  for (const [i, id] of ids?.entries() ?? []) if (id === from) ids![i] = to;
}

function valuesOf(keys: MatchKeys, by: MatchKey): readonly string[] {
  switch (by) {
    case 'external': return keys.externals;
    case 'number': return keys.number ? [keys.number] : NONE;
    case 'email': return keys.emails;
    case 'phone': return keys.phones;
    case 'name-postcode': return keys.name && keys.postcode ? [`${keys.name}\u0000${keys.postcode}`] : NONE;
  }
}

const NONE: readonly string[] = [];
const news = (known: readonly string[], more: readonly string[]): readonly string[] => (more.length === 0 ? NONE : more.filter((item) => !known.includes(item)));
const shares = (a: readonly string[], b: readonly string[]): boolean => a.some((item) => b.includes(item));
/** Equal, one the short form of the other ('tom', 'thomas' do not count; 'chris', 'christine' do), or equal but for lost letters. */
const fits = (a: string, b: string): boolean => a === b || a.startsWith(b) || b.startsWith(a) || sameWithLostLetters(a, b);

export function sameWithLostLetters(a: string, b: string): boolean {
  if (a.length !== b.length || !(a.includes('?') || b.includes('?'))) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && a[i] !== '?' && b[i] !== '?') return false;
  return true;
}

const sameName = (a: MatchKeys, b: MatchKeys): boolean => a.name !== '' && (a.name === b.name || sameWithLostLetters(a.name, b.name));

function contradicts(a: MatchKeys, b: MatchKeys, by: MatchKey): boolean {
  const bothGiven = a.given !== '' && b.given !== '', bothFamily = a.family !== '' && b.family !== '';
  const givenDiffers = bothGiven && !fits(a.given, b.given), familyDiffers = bothFamily && !fits(a.family, b.family);
  const swapped = bothGiven && bothFamily && fits(a.given, b.family) && fits(a.family, b.given);
  const emailsDiffer = a.emails.length > 0 && b.emails.length > 0 && !shares(a.emails, b.emails);
  switch (by) {
    case 'external': return false;
    case 'number': return emailsDiffer && givenDiffers && familyDiffers && !swapped;
    case 'email': return givenDiffers && familyDiffers && !swapped;
    // Families and offices share a number: a family name alone must be the very same, a part of it is not enough.
    case 'phone': return emailsDiffer || (givenDiffers && !swapped) || (bothFamily && !bothGiven && a.family !== b.family && !sameWithLostLetters(a.family, b.family) && !swapped);
    case 'name-postcode': return emailsDiffer || (a.birthday !== '' && b.birthday !== '' && a.birthday !== b.birthday) || (a.phones.length > 0 && b.phones.length > 0 && !shares(a.phones, b.phones) && a.town !== b.town);
  }
}

/**
 * The same scores as while a customer is typed (`domain/duplicates`), on keys that are normalised once a row: 50,000 rows are compared
 * here. Who shares an e-mail has been matched before; lost letters ('M?ller') count as equal, which nobody types.
 */
function likeness(a: MatchKeys, b: MatchKeys): number {
  const name = sameName(a, b);
  if (name && a.birthday && a.birthday === b.birthday) return REASON_SCORES.nameAndBirthday;
  if (shares(a.phones, b.phones)) return REASON_SCORES.phone;
  if (name && a.postcode && a.postcode === b.postcode) return REASON_SCORES.nameAndPostcode;
  // Two of one name in one company, with different e-mails and different towns, are two.
  const apart = a.emails.length > 0 && b.emails.length > 0 && a.postcode !== '' && b.postcode !== '' && a.postcode !== b.postcode;
  if (name && !apart && a.organization && a.organization === b.organization && (a.given || a.family)) return REASON_SCORES.nameAndCompany;
  return 0;
}
