/** Fields, operators and texts of the filter builder. */
import { createWords } from '../../ui/i18n';

export const filterWords = createWords({
  en: {
    title: 'Filter', join: 'Show who meets', all: 'All of these', any: 'Any of these', addCondition: 'Add a condition', addGroup: 'Add a group', remove: 'Remove condition', removeGroup: 'Remove group',
    field: 'Field', operator: 'Is', value: 'Value', from: 'From', to: 'To', days: 'Days', currency: 'Currency', month: 'Month', values: 'Any of (separated by commas)', valuesPick: 'Any of', yes: 'Yes', no: 'No', none: '(none)',
    show: (n: string) => `Show ${n}`, showThem: 'Show them', clear: 'Clear', saveAs: 'Save as a view', viewName: 'Name of the view', save: 'Save', cancel: 'Cancel', removeView: 'Remove this view', saved: (name: string) => `Saved the view “${name}”`, removed: (name: string) => `Removed the view “${name}”`, saveFailed: 'The view could not be stored.', empty: 'No condition yet: everybody is shown.', unreadable: 'A view made by a newer version is kept, but cannot be shown here.',
    fields: {
      name: 'Name', given: 'Given name', family: 'Family name', nickname: 'Nickname', organization: 'Organization', customerNumber: 'Customer number', email: 'Email', phone: 'Phone', town: 'Town', postcode: 'Postcode', street: 'Street', country: 'Country', note: 'Note',
      purchases: 'Number of purchases', openComplaints: 'Open complaints', bought: 'Sum of purchases', birthday: 'Birthday', lastContact: 'Last contact', nextDue: 'Next contact', firstPurchase: 'First purchase', lastPurchase: 'Last purchase', createdAt: 'Added', editedAt: 'Changed', trashedAt: 'Moved to trash',
      kind: 'Kind', status: 'Status', owner: 'Owner', tags: 'Tags', hasEmail: 'Has an e-mail', hasPhone: 'Has a phone', hasAddress: 'Has an address', hasPhoto: 'Has a photo', hasBirthday: 'Birthday known', hasNote: 'Has a note', hasPurchases: 'Has bought', openPromise: 'Open promise or next step', openComplaint: 'Open complaint', pleaseLook: 'Please look', sample: 'Sample data', inTrash: 'In the trash',
    },
    ops: {
      contains: 'contains', containsNot: 'does not contain', is: 'is', isNot: 'is not', startsWith: 'starts with', empty: 'is empty', notEmpty: 'is filled in', equals: 'is exactly', above: 'is over', below: 'is under', atLeast: 'is at least', atMost: 'is at most', between: 'is between',
      before: 'is before', after: 'is after', on: 'is on', inLastDays: 'in the last … days', notInLastDays: 'not in the last … days', inNextDays: 'in the next … days', inMonth: 'is in the month', overdue: 'is overdue', dueByToday: 'is due by today', oneOf: 'is one of', noneOf: 'is none of', hasAny: 'has any of', hasAll: 'has all of', hasNone: 'has none of',
    },
    kinds: { person: 'Person', company: 'Company', household: 'Household' },
  },
  de: {
    title: 'Filter', join: 'Zeigen, wer erfüllt', all: 'Alle davon', any: 'Eins davon', addCondition: 'Bedingung hinzufügen', addGroup: 'Gruppe hinzufügen', remove: 'Bedingung entfernen', removeGroup: 'Gruppe entfernen',
    field: 'Feld', operator: 'Ist', value: 'Wert', from: 'Von', to: 'Bis', days: 'Tage', currency: 'Währung', month: 'Monat', values: 'Eins von (mit Komma getrennt)', valuesPick: 'Eins von', yes: 'Ja', no: 'Nein', none: '(nichts)',
    show: (n: string) => `${n} zeigen`, showThem: 'Zeigen', clear: 'Leeren', saveAs: 'Als Ansicht speichern', viewName: 'Name der Ansicht', save: 'Speichern', cancel: 'Abbrechen', removeView: 'Diese Ansicht entfernen', saved: (name: string) => `Ansicht „${name}“ gespeichert`, removed: (name: string) => `Ansicht „${name}“ entfernt`, saveFailed: 'Die Ansicht ließ sich nicht speichern.', empty: 'Noch keine Bedingung: Alle werden gezeigt.', unreadable: 'Eine Ansicht aus einer neueren Version bleibt erhalten, lässt sich hier aber nicht zeigen.',
    fields: {
      name: 'Name', given: 'Vorname', family: 'Nachname', nickname: 'Spitzname', organization: 'Firma', customerNumber: 'Kundennummer', email: 'E-Mail', phone: 'Telefon', town: 'Ort', postcode: 'Postleitzahl', street: 'Straße', country: 'Land', note: 'Notiz',
      purchases: 'Anzahl Käufe', openComplaints: 'Offene Beschwerden', bought: 'Summe der Käufe', birthday: 'Geburtstag', lastContact: 'Letzter Kontakt', nextDue: 'Nächster Kontakt', firstPurchase: 'Erster Kauf', lastPurchase: 'Letzter Kauf', createdAt: 'Aufgenommen', editedAt: 'Geändert', trashedAt: 'In den Papierkorb gelegt',
      kind: 'Art', status: 'Status', owner: 'Zuständig', tags: 'Stichwörter', hasEmail: 'Hat eine E-Mail', hasPhone: 'Hat ein Telefon', hasAddress: 'Hat eine Adresse', hasPhoto: 'Hat ein Foto', hasBirthday: 'Geburtstag bekannt', hasNote: 'Hat eine Notiz', hasPurchases: 'Hat gekauft', openPromise: 'Offenes Versprechen oder nächster Schritt', openComplaint: 'Offene Beschwerde', pleaseLook: 'Bitte ansehen', sample: 'Beispieldaten', inTrash: 'Im Papierkorb',
    },
    ops: {
      contains: 'enthält', containsNot: 'enthält nicht', is: 'ist', isNot: 'ist nicht', startsWith: 'beginnt mit', empty: 'ist leer', notEmpty: 'ist ausgefüllt', equals: 'ist genau', above: 'ist über', below: 'ist unter', atLeast: 'ist mindestens', atMost: 'ist höchstens', between: 'liegt zwischen',
      before: 'ist vor', after: 'ist nach', on: 'ist am', inLastDays: 'in den letzten … Tagen', notInLastDays: 'nicht in den letzten … Tagen', inNextDays: 'in den nächsten … Tagen', inMonth: 'ist im Monat', overdue: 'ist überfällig', dueByToday: 'ist bis heute fällig', oneOf: 'ist eins von', noneOf: 'ist keins von', hasAny: 'hat eins von', hasAll: 'hat alle von', hasNone: 'hat keins von',
    },
    kinds: { person: 'Person', company: 'Firma', household: 'Haushalt' },
  },
});
