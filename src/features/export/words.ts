import { createWords } from '../../ui/i18n';

export const useExportWords = createWords({
  en: {
    title: 'Export', help: 'Your data is yours. The ZIP holds tables, vCards and photos that any program reads.', format: 'File',
    formats: { zip: 'Everything as ZIP', csv: 'Customers as CSV', vcard4: 'vCard 4', vcard3: 'vCard 3, for phones' }, count: (n: string) => `${n} customers`, one: '1 customer',
    includePrivate: 'Include private and secret fields', includePrivateHelp: 'Off, unless you know where the file goes.', save: 'Save file', writing: 'Writing the file', cancel: 'Cancel', close: 'Close',
    done: (n: string) => `File written with ${n} customers.`, doneWithout: (n: string, missing: string) => `File written with ${n} customers. ${missing} could not be read and are not in it.`, failed: 'The file could not be written. Nothing has changed. Please try again.', cancelled: 'Cancelled. No file was written.', nothing: 'There is no one to export yet.',
    formulas: 'Cells that a spreadsheet would take for a formula get an apostrophe in front.',
  },
  de: {
    title: 'Export', help: 'Ihre Daten gehören Ihnen. Das ZIP enthält Tabellen, vCards und Fotos, die jedes Programm liest.', format: 'Datei',
    formats: { zip: 'Alles als ZIP', csv: 'Kunden als CSV', vcard4: 'vCard 4', vcard3: 'vCard 3, für Telefone' }, count: (n: string) => `${n} Kunden`, one: '1 Kunde',
    includePrivate: 'Private und geheime Felder mitnehmen', includePrivateHelp: 'Aus, solange nicht klar ist, wohin die Datei geht.', save: 'Datei sichern', writing: 'Die Datei wird geschrieben', cancel: 'Abbrechen', close: 'Schließen',
    done: (n: string) => `Datei mit ${n} Kunden geschrieben.`, doneWithout: (n: string, missing: string) => `Datei mit ${n} Kunden geschrieben. ${missing} waren nicht lesbar und fehlen darin.`, failed: 'Die Datei ließ sich nicht schreiben. Es hat sich nichts geändert. Bitte versuchen Sie es noch einmal.', cancelled: 'Abgebrochen. Es wurde keine Datei geschrieben.', nothing: 'Noch ist niemand da.',
    formulas: 'Zellen, die eine Tabelle für eine Formel hielte, bekommen einen Apostroph davor.',
  },
});
