/** What a field is called on the profile, from its key: "email/3f" is an e-mail, a field of the book has its own name. */
import type { FieldKey } from '../../domain/customer/fields';
import { valueWords } from './value/words';
import type { ProfileWords } from './words.en';

export function fieldLabel(key: FieldKey, t: ProfileWords, customLabel: (id: string) => string | undefined, needName: (id: string) => string | undefined): string {
  const [prefix = '', item = ''] = key.split('/', 2);
  const names: Readonly<Record<string, string>> = {
    kind: t.kind, displayName: t.displayName, organization: t.organization, department: t.department, jobTitle: t.jobTitle, customerNumber: t.customerNumber, language: t.language,
    timeZone: t.timeZone, preferredChannel: t.preferredChannel, preferredHours: t.preferredHours, owner: t.owner, status: t.status, photo: t.photo,
    prefix: t.prefix, given: t.given, middle: t.middle, family: t.family, suffix: t.suffix, nickname: t.nickname, phoneticGiven: t.phoneticGiven, phoneticFamily: t.phoneticFamily,
    wallet: valueWords().walletField, tierOverride: valueWords().tier, email: t.email, phone: t.phone, address: t.address, link: t.link, date: item === 'birth' ? t.birthday : t.dateLabel, relation: t.relation,
  };
  if (prefix === 'need') return needName(item) ?? valueWords().need;
  if (prefix === 'custom') return customLabel(item) ?? key;
  return names[prefix === 'name' ? item : prefix] ?? key;
}
