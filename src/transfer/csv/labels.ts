/** Words that programs put beside values ("Work", "* Home", "Mobil"), turned into the domain's types. English and German. */
import type { ContactType, DateKind, RelationType } from '../../domain/customer/fields';

const TYPES: Readonly<Record<string, ContactType>> = {
  work: 'work', business: 'work', office: 'work', company: 'work', arbeit: 'work', geschaeftlich: 'work', 'geschäftlich': 'work', 'büro': 'work', beruflich: 'work', firma: 'work',
  home: 'home', private: 'home', personal: 'home', privat: 'home', zuhause: 'home', 'zu hause': 'home',
  mobile: 'mobile', cell: 'mobile', cellular: 'mobile', iphone: 'mobile', mobil: 'mobile', handy: 'mobile',
  fax: 'fax', 'work fax': 'fax', 'home fax': 'fax', 'other fax': 'fax', other: 'other', andere: 'other', sonstige: 'other', weitere: 'other', main: 'other',
};
const RELATIONS: Readonly<Record<string, RelationType>> = {
  spouse: 'spouse', partner: 'spouse', wife: 'spouse', husband: 'spouse', 'domestic partner': 'spouse', ehepartner: 'spouse', ehefrau: 'spouse', ehemann: 'spouse', partnerin: 'spouse',
  child: 'child', children: 'child', son: 'child', daughter: 'child', kind: 'child', kinder: 'child', sohn: 'child', tochter: 'child',
  parent: 'parent', mother: 'parent', father: 'parent', mutter: 'parent', vater: 'parent', elternteil: 'parent',
  brother: 'sibling', sister: 'sibling', sibling: 'sibling', bruder: 'sibling', schwester: 'sibling', 'referred by': 'referredBy', 'empfohlen von': 'referredBy',
};
const DATES: Readonly<Record<string, DateKind>> = {
  birthday: 'birth', geburtstag: 'birth', anniversary: 'wedding', wedding: 'wedding', jahrestag: 'wedding', hochzeitstag: 'wedding', 'name day': 'nameDay', namenstag: 'nameDay',
};

const RAW_RELATIONS: Readonly<Record<string, RelationType>> = { referred: 'referred', referredby: 'referredBy', worksat: 'worksAt', employs: 'employs', advisor: 'advisor', advises: 'advises', member: 'member', household: 'household' };
const RAW_DATES: Readonly<Record<string, DateKind>> = { birth: 'birth', customersince: 'customerSince', nameday: 'nameDay' };

/** Google marks default and system labels with '* '. */
export const bareLabel = (label: string): string => label.trim().replace(/^\*\s+/, '');
const known = <T>(table: Readonly<Record<string, T>>, label: string): T | undefined => (Object.hasOwn(table, label) ? table[label] : undefined);

export interface Labelled<T> { readonly type: T; readonly label?: string }
export function contactType(label: string, fallback: ContactType | undefined): { readonly type?: ContactType; readonly label?: string } {
  const bare = bareLabel(label);
  const type = known(TYPES, bare.toLowerCase());
  if (type) return { type };
  return bare ? { label: bare } : fallback ? { type: fallback } : {};
}
export function relationType(label: string, fallback: RelationType): Labelled<RelationType> {
  const bare = bareLabel(label);
  const type = known(RELATIONS, bare.toLowerCase()) ?? known(RAW_RELATIONS, bare.toLowerCase());
  return type ? { type } : bare ? { type: 'custom', label: bare } : { type: fallback };
}
export function dateKind(label: string, fallback: DateKind): Labelled<DateKind> {
  const bare = bareLabel(label);
  const kind = known(DATES, bare.toLowerCase()) ?? known(RAW_DATES, bare.toLowerCase());
  return kind ? { type: kind } : bare ? { type: 'custom', label: bare } : { type: fallback };
}
