/**
 * What people call their columns, English and German; for files that no known program wrote. First match wins, so that
 * the narrower name stands before the wider one. Names are in the form of `normalizeHeader`.
 */
import type { Target } from './target';

const FAMILY = 'family name|last name|surname|lastname|familyname|nachname|familienname|zuname|name 2';
const GIVEN = 'given name|first name|firstname|forename|vorname|rufname|givenname';

const SYNONYMS: readonly (readonly [string, Target])[] = [
  [GIVEN, 'name/given'], [FAMILY, 'name/family'], ['middle name|middle|weitere vornamen|zweiter vorname', 'name/middle'],
  ['name|full name|fullname|customer|customer name|kunde|kundenname|contact|contact name|ansprechpartner|vor und nachname|name vorname|nachname vorname', 'name/full'],
  ['display name|anzeigename', 'displayName'], ['salutation|prefix|anrede|titel|title|anrede titel', 'name/prefix'], ['suffix|namenszusatz', 'name/suffix'], ['nickname|spitzname', 'name/nickname'],
  ['company|company name|organisation|organization|organization name|firma|firmenname|unternehmen|business|business name', 'organization'], ['department|abteilung', 'department'], ['job title|position|role|funktion|berufsbezeichnung', 'jobTitle'],
  ['cust no|customer no|customer nr|customer number|customer id|cust id|custno|kundennr|kunden nr|kundennummer|kd nr|kdnr|debitor|debitorennummer|account no|account number|client no|member no|mitgliedsnummer|mitglied nr|id', 'customerNumber'],
  ['e ?mails?|e ?mail addresse?s?|e ?mail adressen?|mail|mail address|e ?mail \\d+|primary e ?mail', 'email'], ['e ?mail (?:work|business|geschaeftlich|dienstlich)|(?:work|business) e ?mail', 'email@work'], ['e ?mail (?:home|private|privat)|(?:home|private) e ?mail', 'email@home'],
  ['mobile|mobile phone|mobile number|cell|cell phone|handy|handynummer|mobil|mobiltelefon|mobilnummer|tel mobil', 'phone@mobile'], ['(?:work|business|office) phone|phone work|telefon (?:geschaeftlich|dienstlich|arbeit|firma|buero)|tel (?:geschaeftlich|dienstlich)', 'phone@work'],
  ['home phone|phone home|telefon (?:privat|zuhause)|tel privat|festnetz', 'phone@home'], ['(?:tele)?fax(?: (?:number|nr|nummer))?', 'phone@fax'],
  ['(?:tele)?phone(?: (?:number|no|nr|\\d+))?|tel|tel nr|telefon(?: ?(?:nr|nummer|\\d+))?|telefonnummer|rufnummer', 'phone'],
  ['address|full address|anschrift|adresse|postanschrift', 'address.line'], ['street|street address|address ?(?:line )?1|strasse|strasse(?: und)? (?:nr|hausnummer|hausnr|haus nr)|str', 'address.street'], ['address ?(?:line )?2|adresszusatz|zusatz|address addition', 'address.extended'],
  ['house no|house number|hausnummer|hausnr', 'address.houseNumber'], ['postal code|postcode|post code|zip|zip code|zipcode|plz|postleitzahl', 'address.postalCode'], ['city|town|ort|stadt|wohnort|locality', 'address.locality'], ['plz ort|plz und ort', 'address.postalTown'],
  ['state|region|province|county|bundesland|kanton', 'address.region'], ['country|land|country region|staat', 'address.country'], ['po box|postfach', 'address.poBox'],
  ['website|web site|web|url|homepage|web page|webseite|internet', 'link'], ['birthday|birth date|birthdate|date of birth|dob|born|geburtstag|geburtsdatum|geb datum|geb|geboren', 'date@birth'], ['anniversary|wedding|wedding day|jahrestag|hochzeitstag', 'date@wedding'],
  ['customer since|kunde seit|member since|mitglied seit', 'date@customerSince'], ['name day|namenstag', 'date@nameDay'], ['spouse|partner|partnerin|wife|husband|ehepartner|ehefrau|ehemann', 'relation@spouse'], ['child|children|kind|kinder', 'relation@child'], ['referred by|empfohlen von|geworben von', 'relation@referredBy'],
  ['tags?|labels?|categories|category|kategorien?|gruppen?|groups?|schlagworte?|merkmale?', 'tag'], ['notes?|notizen?|notiz|comments?|remarks?|bemerkung(?:en)?|anmerkung(?:en)?|kommentare?|info', 'note'], ['language|sprache', 'language'], ['owner|account owner|sales rep|betreuer|zustaendig|verkaeufer', 'owner'],
];

const COMPILED: readonly (readonly [RegExp, Target])[] = SYNONYMS.map(([names, target]) => [new RegExp(`^(?:${names})$`), target]);

export function guessByName(normalizedHeader: string): Target | undefined {
  return COMPILED.find(([pattern]) => pattern.test(normalizedHeader.replace(/ \(?\d\)?$/, '')) || pattern.test(normalizedHeader))?.[1];
}
