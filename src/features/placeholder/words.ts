/** What later screens will be, and what helps today. No promise of a date, no invented content. */
import { createWords } from '../../ui/i18n';

export const placeholderWords = createWords({
  en: {
    notYet: 'Not here yet',
    today: 'Today', todayWill: 'Who is due, whom you promised something, and whose birthday is coming will stand here each morning.', todayNow: 'Until then: sort the customers by next contact.',
    portfolio: 'Portfolio', portfolioWill: 'Customers by what they are worth to you and what they could be, and by what they need.', portfolioNow: 'Until then: sort the customers by purchases.',
    plan: 'Plan', planWill: 'For each kind of customer: how often to talk, what to offer, who does it.', planNow: 'Until then: write the next step into a logged contact; it shows in the list.',
    messages: 'Messages', messagesWill: 'Letters and e-mails written once and made personal for each, only to those who said yes.', messagesNow: 'Until then: filter the customers and export the selection.',
    reports: 'Reports', reportsWill: 'Whether customers stay, grow and buy again, and how many of them that is known for.', reportsNow: 'Until then: export the customers and count in a spreadsheet.',
    team: 'Team', teamWill: 'Other devices of your business will keep the same book, without a central database.', teamNow: 'This book is only on this device. Keep a second copy: export the whole book now and then.',
    toCustomers: 'To the customers', toExport: 'To import and export',
  },
  de: {
    notYet: 'Noch nicht da',
    today: 'Heute', todayWill: 'Wer dran ist, wem Sie etwas versprochen haben und wer bald Geburtstag hat, steht hier künftig jeden Morgen.', todayNow: 'Bis dahin: Sortieren Sie die Kunden nach nächstem Kontakt.',
    portfolio: 'Portfolio', portfolioWill: 'Kunden nach dem, was sie Ihnen wert sind und sein könnten, und nach dem, was sie brauchen.', portfolioNow: 'Bis dahin: Sortieren Sie die Kunden nach Käufen.',
    plan: 'Plan', planWill: 'Für jede Art von Kunden: wie oft sprechen, was anbieten, wer es tut.', planNow: 'Bis dahin: Tragen Sie den nächsten Schritt bei einem Kontakt ein; er steht dann in der Liste.',
    messages: 'Nachrichten', messagesWill: 'Briefe und E-Mails, einmal geschrieben und für jeden persönlich, nur an die, die Ja gesagt haben.', messagesNow: 'Bis dahin: Filtern Sie die Kunden und exportieren Sie die Auswahl.',
    reports: 'Berichte', reportsWill: 'Ob Kunden bleiben, wachsen und wiederkommen, und von wie vielen man das weiß.', reportsNow: 'Bis dahin: Exportieren Sie die Kunden und zählen Sie in einer Tabelle.',
    team: 'Team', teamWill: 'Andere Geräte Ihres Betriebs werden dasselbe Buch führen, ohne zentrale Datenbank.', teamNow: 'Dieses Buch liegt nur auf diesem Gerät. Halten Sie eine zweite Kopie: Exportieren Sie ab und zu das ganze Buch.',
    toCustomers: 'Zu den Kunden', toExport: 'Zu Import und Export',
  },
});
