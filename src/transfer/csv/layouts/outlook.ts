/**
 * Outlook's CSV export in English and German. It writes the system's code page (Windows-1252 in the West), so that other
 * letters arrive as '?', and '0/0/00' where there is no date.
 */
import type { Layout } from './layout';
import { skip, type Target } from '../target';

const address = (slot: 'work' | 'home' | 'other', names: readonly [street: string, street2: string, street3: string, city: string, region: string, postcode: string, country: string, box: string]): Record<string, Target> => {
  const to = (part: string): Target => `address#${slot}.${part}@${slot}`;
  const parts = ['street', 'extended', 'extended2', 'locality', 'region', 'postalCode', 'country', 'poBox'];
  return Object.fromEntries(names.flatMap((name, i) => (name ? [[name, to(parts[i]!)]] : [])));
};
const all = (names: readonly string[], target: Target): Record<string, Target> => Object.fromEntries(names.map((name) => [name, target]));

const ENGLISH: Record<string, Target> = {
  title: 'name/prefix', 'first name': 'name/given', 'middle name': 'name/middle', 'last name': 'name/family', suffix: 'name/suffix', company: 'organization', department: 'department', 'job title': 'jobTitle',
  ...address('work', ['business street', 'business street 2', 'business street 3', 'business city', 'business state', 'business postal code', 'business country region', 'business address po box']),
  ...address('home', ['home street', 'home street 2', 'home street 3', 'home city', 'home state', 'home postal code', 'home country region', 'home address po box']),
  ...address('other', ['other street', 'other street 2', 'other street 3', 'other city', 'other state', 'other postal code', 'other country region', 'other address po box']),
  'business country': 'address#work.country@work', 'home country': 'address#home.country@home', 'other country': 'address#other.country@other',
  'business phone': 'phone#work@work', 'business phone 2': 'phone#work2@work', 'company main phone': 'phone#company@work', 'home phone': 'phone#home@home', 'home phone 2': 'phone#home2@home',
  'mobile phone': 'phone#mobile@mobile', 'primary phone': 'phone#primary', 'other phone': 'phone#other@other', 'car phone': 'phone#car@mobile', 'business fax': 'phone#fax@fax', 'home fax': 'phone#fax2@fax', 'other fax': 'phone#fax3@fax',
  pager: 'phone#pager@other', 'assistant s phone': 'labelled', callback: 'phone#callback@other', isdn: 'labelled', telex: 'labelled', 'tty tdd phone': 'phone#tty@other', 'radio phone': 'phone#radio@other',
  'e mail address': 'email#1', 'e mail 2 address': 'email#2', 'e mail 3 address': 'email#3', 'web page': 'link', 'personal web page': 'link#2', birthday: 'date@birth', anniversary: 'date@wedding',
  spouse: 'relation@spouse', children: 'relation@child', 'referred by': 'relation@referredBy', notes: 'note', categories: 'tag', keywords: 'tag', language: 'language',
  'given yomi': 'name/phoneticGiven', 'surname yomi': 'name/phoneticFamily',
  ...all(['account', 'assistant s name', 'billing information', 'company yomi', 'directory server', 'gender', 'government id number', 'hobby', 'internet free busy', 'location', 'manager s name', 'mileage', 'office location',
    'organizational id number', 'profession', 'user 1', 'user 2', 'user 3', 'user 4', 'schedule'], 'labelled'),
  ...all(['e mail type', 'e mail 2 type', 'e mail 3 type'], skip('type-only')), ...all(['e mail display name', 'e mail 2 display name', 'e mail 3 display name', 'initials'], skip('derived')),
  ...all(['priority', 'private', 'sensitivity'], skip('program')),
};

const GERMAN: Record<string, Target> = {
  anrede: 'name/prefix', vorname: 'name/given', 'weitere vornamen': 'name/middle', nachname: 'name/family', suffix: 'name/suffix', firma: 'organization', abteilung: 'department', position: 'jobTitle',
  ...address('work', ['strasse geschaeftlich', 'strasse geschaeftlich 2', 'strasse geschaeftlich 3', 'ort geschaeftlich', 'region geschaeftlich', 'postleitzahl geschaeftlich', 'land region geschaeftlich', 'postfach geschaeftlich']),
  ...address('home', ['strasse privat', 'strasse privat 2', 'strasse privat 3', 'ort privat', 'bundesland kanton privat', 'postleitzahl privat', 'land region privat', 'postfach privat']),
  ...address('other', ['weitere strasse', 'weitere strasse 2', 'weitere strasse 3', 'weiterer ort', 'weiteres r bundesland kanton', 'weitere postleitzahl', 'weiteres land region', 'weiteres postfach']),
  'region privat': 'address#home.region@home', 'weitere region': 'address#other.region@other',
  'telefon geschaeftlich': 'phone#work@work', 'telefon geschaeftlich 2': 'phone#work2@work', 'telefon firma': 'phone#company@work', 'telefon privat': 'phone#home@home', 'telefon privat 2': 'phone#home2@home',
  mobiltelefon: 'phone#mobile@mobile', 'mobiltelefon 2': 'phone#mobile2@mobile', haupttelefon: 'phone#primary', 'weiteres telefon': 'phone#other@other', autotelefon: 'phone#car@mobile', 'fax geschaeftlich': 'phone#fax@fax', 'fax privat': 'phone#fax2@fax',
  'weiteres fax': 'phone#fax3@fax', pager: 'phone#pager@other', rueckmeldung: 'phone#callback@other', 'telefon fuer hoerbehinderte': 'phone#tty@other', 'telefon assistent': 'labelled', isdn: 'labelled', telex: 'labelled',
  'e mail adresse': 'email#1', 'e mail 2 adresse': 'email#2', 'e mail 3 adresse': 'email#3', webseite: 'link', geburtstag: 'date@birth', jahrestag: 'date@wedding', partner: 'relation@spouse', kinder: 'relation@child', 'empfohlen von': 'relation@referredBy',
  notizen: 'note', kategorien: 'tag', stichwoerter: 'tag', sprache: 'language',
  ...all(['abrechnungsinformation', 'benutzer 1', 'benutzer 2', 'benutzer 3', 'benutzer 4', 'beruf', 'buero', 'geschlecht', 'hobby', 'internet frei gebucht', 'konto', 'name assistent', 'name des der vorgesetzten',
    'organisationsnr', 'ort', 'regierungsnr', 'reisekilometer', 'verzeichnisserver'], 'labelled'),
  ...all(['e mail typ', 'e mail 2 typ', 'e mail 3 typ'], skip('type-only')), ...all(['e mail angezeigter name', 'e mail 2 angezeigter name', 'e mail 3 angezeigter name', 'initialen'], skip('derived')),
  ...all(['prioritaet', 'privat', 'vertraulichkeit'], skip('program')),
};

export const OUTLOOK: readonly Layout[] = [
  { id: 'outlook', needs: ['first name', 'last name', 'e mail address', 'business phone'], dates: 'mdy', columns: ENGLISH },
  { id: 'outlook-de', needs: ['vorname', 'nachname', 'e mail adresse', 'telefon geschaeftlich'], dates: 'dmy', columns: GERMAN },
];
