/** README.txt of an export: what the files are, in words, for whoever opens them in ten years without this program. */
export type ExportLanguage = 'en' | 'de';
export interface ReadmeFacts { readonly customers: number; readonly interactions: number; readonly purchases: number; readonly photos: number; readonly day: string; readonly left: boolean }

export const readmeText = (language: ExportLanguage, facts: ReadmeFacts): string => (language === 'de' ? german(facts) : english(facts)).replace(/\n/g, '\r\n');

const english = ({ customers, interactions, purchases, photos, day, left }: ReadmeFacts): string => `Customer book, exported with Regulars on ${day}

Customers: ${customers}. Interactions: ${interactions}. Purchases: ${purchases}. Photos: ${photos}.
${left ? 'Fields marked as private were left out.\n' : ''}
csv/customers.csv    One line per customer. For spreadsheets. UTF-8, separated by commas.
csv/timeline.csv     One line per call, visit, letter, gift or complaint.
csv/purchases.csv    One line per purchase. Refunds are negative.
vcard/               Contacts for phones and mail programs (vCard 4.0).
jscontact/           The same contacts as JSON (JSContact, RFC 9553).
json/                Everything, with the history of each field, as the program keeps it.
photos/              One picture per customer, named by the customer's ID.

In the CSV files an apostrophe stands before text that starts with = + - or @, so that
no spreadsheet takes it for a formula. It is not part of the text, and this program takes
it off when it reads the file again. Several values in one cell are parted by " ::: ".

This file holds personal data. Keep it where nobody else can open it, and delete it when
it has served its purpose.
`;

const german = ({ customers, interactions, purchases, photos, day, left }: ReadmeFacts): string => `Kundenbuch, exportiert mit Regulars am ${day}

Kunden: ${customers}. Kontakte: ${interactions}. Käufe: ${purchases}. Fotos: ${photos}.
${left ? 'Als privat gekennzeichnete Felder wurden ausgelassen.\n' : ''}
csv/customers.csv    Eine Zeile je Kunde. Für Tabellenprogramme. UTF-8, durch Kommas getrennt.
csv/timeline.csv     Eine Zeile je Anruf, Besuch, Brief, Geschenk oder Beschwerde.
csv/purchases.csv    Eine Zeile je Kauf. Rückgaben sind negativ.
vcard/               Kontakte für Telefone und E-Mail-Programme (vCard 4.0).
jscontact/           Dieselben Kontakte als JSON (JSContact, RFC 9553).
json/                Alles, mit der Geschichte jedes Feldes, so wie das Programm es führt.
photos/              Ein Bild je Kunde, benannt nach der Kundenkennung.

In den CSV-Dateien steht vor Text, der mit = + - oder @ beginnt, ein Apostroph, damit kein
Tabellenprogramm ihn für eine Formel hält. Er gehört nicht zum Text; dieses Programm entfernt
ihn beim Einlesen wieder. Mehrere Werte in einer Zelle sind durch " ::: " getrennt.

Diese Datei enthält personenbezogene Daten. Bewahren Sie sie so auf, dass niemand sonst sie
öffnen kann, und löschen Sie sie, wenn sie ihren Zweck erfüllt hat.
`;
