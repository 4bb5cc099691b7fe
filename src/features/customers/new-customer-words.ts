/** What the form for a new customer says. */
import { createWords } from '../../ui/i18n';

export const newCustomerWords = createWords({
  en: {
    title: 'New customer', kind: 'Kind', person: 'Person', company: 'Company',
    given: 'Given name', family: 'Family name', organization: 'Organization', email: 'Email', phone: 'Phone', town: 'Town', birthday: 'Birthday', companyName: 'Company name', needsName: 'Enter at least a name, an e-mail or a phone.',
    badEmail: 'An e-mail address has one @ and a dot behind it. It is stored as typed if you go on.', birthdayHelp: '6 December 1979, 6 December, or 1979',
    badBirthday: { future: 'This day is still to come.', 'no-such-day': 'There is no such day. The year may stay empty.', form: 'For example 6 December 1979, 6 December, or 1979.' },
    create: 'Create', cancel: 'Cancel', created: (name: string) => `Added ${name}`, failed: 'This could not be stored. What you typed is still here.',
    stopTitle: 'Already in the book?', hintTitle: 'Perhaps the same', namesakeTitle: 'Somebody of this name is in the book', open: 'Open', notSame: 'Not the same', decideFirst: 'Open the one who is there, or say “Not the same”.',
    reason: { email: 'same e-mail', nameAndBirthday: 'same name and birthday', phone: 'same phone', nameAndPostcode: 'same name and postcode', nameAndCompany: 'same name and company', similarName: 'similar name', sharedMailbox: 'same shared mailbox', familyPhone: 'same family phone' },
  },
  de: {
    title: 'Neuer Kunde', kind: 'Art', person: 'Person', company: 'Firma',
    given: 'Vorname', family: 'Nachname', organization: 'Firma', email: 'E-Mail', phone: 'Telefon', town: 'Ort', birthday: 'Geburtstag', companyName: 'Firmenname', needsName: 'Geben Sie mindestens einen Namen, eine E-Mail oder eine Telefonnummer ein.',
    badEmail: 'Eine E-Mail-Adresse hat ein @ und dahinter einen Punkt. Wenn Sie fortfahren, wird sie so gespeichert.', birthdayHelp: '6.12.1979, 6. Dezember oder 1979',
    badBirthday: { future: 'Dieser Tag liegt in der Zukunft.', 'no-such-day': 'Diesen Tag gibt es nicht. Das Jahr darf fehlen.', form: 'Zum Beispiel 6.12.1979, 6. Dezember oder 1979.' },
    create: 'Anlegen', cancel: 'Abbrechen', created: (name: string) => `${name} aufgenommen`, failed: 'Das ließ sich nicht speichern. Ihre Eingaben sind noch da.',
    stopTitle: 'Schon im Buch?', hintTitle: 'Vielleicht dieselbe Person', namesakeTitle: 'Jemand dieses Namens ist im Buch', open: 'Öffnen', notSame: 'Nicht dieselbe', decideFirst: 'Öffnen Sie den vorhandenen Eintrag, oder sagen Sie „Nicht dieselbe“.',
    reason: { email: 'gleiche E-Mail', nameAndBirthday: 'gleicher Name und Geburtstag', phone: 'gleiche Telefonnummer', nameAndPostcode: 'gleicher Name und Postleitzahl', nameAndCompany: 'gleicher Name und Firma', similarName: 'ähnlicher Name', sharedMailbox: 'gleiches Sammelpostfach', familyPhone: 'gleiches Familientelefon' },
  },
});
