/** Shops, CRM and mail programs: Shopify, HubSpot, Thunderbird (English and German), Apple. */
import type { Layout } from './layout';
import { skip, type Target } from '../target';

const at = (slot: string, part: string): Target => `address#${slot}.${part}@${slot}`;

export const PROGRAMS: readonly Layout[] = [
  {
    // https://help.shopify.com/en/manual/customers/import-export-customers ; ids carry an apostrophe so that Excel keeps all digits.
    id: 'shopify', needs: ['customer id', 'first name', 'last name', 'email', 'accepts email marketing'], source: 'shopify',
    columns: {
      'customer id': 'external@shopify', 'first name': 'name/given', 'last name': 'name/family', email: 'email', phone: 'phone', note: 'note', tags: 'tag',
      'default address company': 'organization', 'default address address1': 'address#1.street', 'default address address2': 'address#1.extended', 'default address city': 'address#1.locality',
      'default address province code': 'address#1.region', 'default address country code': 'address#1.country', 'default address zip': 'address#1.postalCode', 'default address phone': 'phone#2',
      // Facts about the shop, not consent: proof of consent needs wording, day and way, and no column here has them.
      'accepts email marketing': 'create@yesNo', 'accepts sms marketing': 'create@yesNo', 'tax exempt': 'create@yesNo', 'total spent': 'create@money', 'total orders': 'create@number',
    },
  },
  {
    id: 'hubspot', needs: ['record id', 'first name', 'last name', 'email'], source: 'hubspot', dates: 'mdy',
    columns: {
      'record id': 'external@hubspot', 'first name': 'name/given', 'last name': 'name/family', email: 'email#1', 'work email': 'email#2@work', 'additional email addresses': 'email#3', 'phone number': 'phone#1', 'mobile phone number': 'phone#2@mobile', 'fax number': 'phone#3@fax',
      'company name': 'organization', 'associated company': 'organization', 'primary associated company': 'organization', 'job title': 'jobTitle', 'street address': 'address#1.street', city: 'address#1.locality', 'state region': 'address#1.region', 'postal code': 'address#1.postalCode',
      'country region': 'address#1.country', 'website url': 'link', 'date of birth': 'date@birth', salutation: 'name/prefix', 'contact owner': 'owner', 'preferred language': 'language', message: 'note',
      'lead status': 'create@text', 'lifecycle stage': 'create@text', 'marketing contact status': 'create@text', 'create date': skip('program'), 'last activity date': skip('program'), 'last modified date': skip('program'), 'record id associated company': skip('program'), 'associated company ids': skip('program'),
    },
  },
  {
    id: 'thunderbird', needs: ['first name', 'last name', 'display name', 'primary email'],
    columns: {
      'first name': 'name/given', 'last name': 'name/family', 'display name': 'name/fallback', nickname: 'name/nickname', 'primary email': 'email#1', 'secondary email': 'email#2', 'screen name': 'labelled',
      'work phone': 'phone#1@work', 'home phone': 'phone#2@home', 'fax number': 'phone#3@fax', 'pager number': 'phone#4@other', 'mobile number': 'phone#5@mobile',
      'home address': at('home', 'street'), 'home address 2': at('home', 'extended'), 'home city': at('home', 'locality'), 'home state': at('home', 'region'), 'home zipcode': at('home', 'postalCode'), 'home country': at('home', 'country'),
      'work address': at('work', 'street'), 'work address 2': at('work', 'extended'), 'work city': at('work', 'locality'), 'work state': at('work', 'region'), 'work zipcode': at('work', 'postalCode'), 'work country': at('work', 'country'),
      'job title': 'jobTitle', department: 'department', organization: 'organization', 'web page 1': 'link#1@work', 'web page 2': 'link#2@home', 'birth year': 'date#birth.year@birth', 'birth month': 'date#birth.month@birth', 'birth day': 'date#birth.day@birth',
      'custom 1': 'labelled', 'custom 2': 'labelled', 'custom 3': 'labelled', 'custom 4': 'labelled', notes: 'note',
    },
  },
  {
    id: 'thunderbird', needs: ['vorname', 'nachname', 'anzeigename', 'primaere e mail adresse'],
    columns: {
      vorname: 'name/given', nachname: 'name/family', anzeigename: 'name/fallback', spitzname: 'name/nickname', 'primaere e mail adresse': 'email#1', 'sekundaere e mail adresse': 'email#2', messenger: 'labelled',
      'tel dienstlich': 'phone#1@work', 'tel privat': 'phone#2@home', 'fax nummer': 'phone#3@fax', pager: 'phone#4@other', 'mobil tel nr': 'phone#5@mobile', mobil: 'phone#5@mobile',
      'privat adresse': at('home', 'street'), 'privat adresse 2': at('home', 'extended'), 'privat ort': at('home', 'locality'), 'privat bundesland': at('home', 'region'), 'privat plz': at('home', 'postalCode'), 'privat land': at('home', 'country'),
      'dienstlich adresse': at('work', 'street'), 'dienstlich adresse 2': at('work', 'extended'), 'dienstlich ort': at('work', 'locality'), 'dienstlich bundesland': at('work', 'region'), 'dienstlich plz': at('work', 'postalCode'), 'dienstlich land': at('work', 'country'),
      arbeitstitel: 'jobTitle', abteilung: 'department', organisation: 'organization', 'webseite 1': 'link#1@work', 'webseite 2': 'link#2@home', geburtsjahr: 'date#birth.year@birth', geburtsmonat: 'date#birth.month@birth', geburtstag: 'date#birth.day@birth',
      'benutzerdef 1': 'labelled', 'benutzerdef 2': 'labelled', 'benutzerdef 3': 'labelled', 'benutzerdef 4': 'labelled', notizen: 'note',
    },
  },
  {
    // Apple's Contacts writes vCards; this is what the usual exporters and Numbers' template make of it.
    id: 'apple', needs: ['first name', 'last name', 'email home', 'phone mobile'],
    columns: {
      'first name': 'name/given', 'last name': 'name/family', 'middle name': 'name/middle', prefix: 'name/prefix', suffix: 'name/suffix', nickname: 'name/nickname', company: 'organization', 'job title': 'jobTitle', department: 'department',
      'email home': 'email#1@home', 'email work': 'email#2@work', 'email other': 'email#3@other', 'phone mobile': 'phone#1@mobile', 'phone iphone': 'phone#2@mobile', 'phone home': 'phone#3@home', 'phone work': 'phone#4@work', 'phone main': 'phone#5',
      'street home': at('home', 'street'), 'city home': at('home', 'locality'), 'state home': at('home', 'region'), 'zip home': at('home', 'postalCode'), 'country home': at('home', 'country'),
      'street work': at('work', 'street'), 'city work': at('work', 'locality'), 'state work': at('work', 'region'), 'zip work': at('work', 'postalCode'), 'country work': at('work', 'country'),
      birthday: 'date@birth', notes: 'note', 'home page': 'link',
    },
  },
];
