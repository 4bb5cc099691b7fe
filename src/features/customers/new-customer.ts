/** What is typed into the form for a new customer, as the fields of its document and as a draft for the duplicate check. */
import { BIRTHDAY_KEY, fieldKey } from '../../domain/customer/fields';
import type { CustomerId } from '../../domain/customer/fields';
import type { DuplicateDraft } from '../../domain/duplicates/score';
import { emailItemId, phoneItemId } from '../../domain/customer/contact-points';
import { parsePartialDate } from '../../domain/values/partial-date';
import { phoneDigits, toE164 } from '../../domain/values/phone';
import { shortHash } from '../../lib/ids';
import type { Json } from '../../lib/json';
import type { CustomerEdits } from '../../replica/book';

export interface NewCustomer {
  readonly kind: 'person' | 'company';
  readonly given: string; readonly family: string; readonly organization: string;
  readonly email: string; readonly phone: string; readonly town: string;
  /** As typed: a day, a day without its year, or a year. */
  readonly birthday: string;
}
export const EMPTY_CUSTOMER: NewCustomer = { kind: 'person', given: '', family: '', organization: '', email: '', phone: '', town: '', birthday: '' };

/** Something by which the customer can be found again. */
export const hasName = (draft: NewCustomer): boolean => [draft.given, draft.family, draft.organization, draft.email, draft.phone].some((text) => text.trim() !== '');

/** Puts what was searched for where it belongs: an address, a number, or a name with the family name last. */
export function fromSearch(text: string): NewCustomer {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (text.includes('@')) return { ...EMPTY_CUSTOMER, email: text.trim() };
  if (/^[\d\s()+./-]{5,}$/.test(text.trim())) return { ...EMPTY_CUSTOMER, phone: text.trim() };
  return words.length < 2 ? { ...EMPTY_CUSTOMER, given: words[0] ?? '' } : { ...EMPTY_CUSTOMER, given: words.slice(0, -1).join(' '), family: words.at(-1)! };
}

/** As RFC 6350 writes it; what is no date is kept as typed, as on the profile. */
function storedBirthday(typed: string): string {
  const parsed = parsePartialDate(typed);
  return parsed.ok ? parsed.value : typed.trim();
}

/** What is wrong with a birthday as typed; undefined for an empty one. `today` is an ISO day. */
export function birthdayProblem(typed: string, today: string): 'future' | 'no-such-day' | 'form' | undefined {
  const parsed = parsePartialDate(typed, { notAfter: today });
  if (parsed.ok || parsed.error.kind === 'empty') return undefined;
  return parsed.error.kind === 'future' || parsed.error.kind === 'no-such-day' ? parsed.error.kind : 'form';
}

/** Reads E.164 out of what was typed, where it can be told. */
export type ReadPhone = (typed: string) => string | undefined;

function phoneItem(raw: string, read: ReadPhone): { readonly raw: string; readonly e164?: string } {
  const e164 = read(raw);
  return e164 === undefined ? { raw } : { raw, e164 };
}

export function duplicateDraft(draft: NewCustomer, notSame: readonly CustomerId[], read: ReadPhone = toE164): DuplicateDraft {
  const [given, family, org, email, phone] = [draft.given, draft.family, draft.organization, draft.email, draft.phone].map((text) => text.trim());
  const isCompany = draft.kind === 'company';
  const birthday = storedBirthday(draft.birthday);
  return {
    ...(isCompany ? { kind: 'company' as const, name: org ?? '' } : { name: `${given} ${family}`.trim() }),
    ...(given && !isCompany ? { given } : {}), ...(family && !isCompany ? { family } : {}), ...(org ? { org } : {}),
    ...(email ? { emails: [email] } : {}), ...(phone ? { phones: [phoneDigits(phoneItem(phone, read))] } : {}), ...(birthday ? { birthday } : {}),
    ...(notSame.length > 0 ? { notSame } : {}),
  };
}

/** The new document, and on those who are "not the same" the other half of that fact. `at` is a UTC stamp. */
export function newCustomerEdits(id: CustomerId, draft: NewCustomer, notSame: readonly CustomerId[], at: string, read: ReadPhone = toE164): CustomerEdits[] {
  const fields: Record<string, Json> = { createdAt: at };
  const put = (key: string, value: string): void => { if (value.trim()) fields[key] = value.trim(); };
  if (draft.kind === 'company') fields['kind'] = 'company';
  else {
    put('name/given', draft.given);
    put('name/family', draft.family);
  }
  put('organization', draft.organization);
  const email = draft.email.trim();
  if (email) fields[fieldKey('email', emailItemId(email))] = { value: email };
  const phone = phoneItem(draft.phone.trim(), read);
  if (phone.raw) fields[fieldKey('phone', phoneItemId(phone))] = phone;
  const town = draft.town.trim();
  if (town) fields[fieldKey('address', shortHash(town))] = { locality: town };
  const birthday = storedBirthday(draft.birthday);
  if (birthday && draft.kind === 'person') fields[BIRTHDAY_KEY] = { kind: 'birth', date: birthday };
  for (const other of notSame) fields[fieldKey('notSame', other)] = true;
  return [{ id, fields }, ...notSame.map((other) => ({ id: other, fields: { [fieldKey('notSame', id)]: true } }))];
}
