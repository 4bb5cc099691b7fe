/** The few words that the components speak themselves. Everything else comes in as a prop. */
import { createWords } from './i18n';

export const uiWords = createWords({
  en: {
    close: 'Close', dismiss: 'Dismiss', cancel: 'Cancel', clearSearch: 'Clear search', choose: 'Choose', messages: 'Messages',
    noMatch: 'Nothing found', results: (count: number) => (count === 1 ? '1 result' : `${count} results`), loading: 'Loading',
    remove: (what: string) => `Remove ${what}`, dropHere: 'or drop files here', dropNow: 'Let go to add the files', step: (n: number, of: number) => `Step ${n} of ${of}`, done: 'done',
  },
  de: {
    close: 'Schließen', dismiss: 'Ausblenden', cancel: 'Abbrechen', clearSearch: 'Suche leeren', choose: 'Auswählen', messages: 'Meldungen',
    noMatch: 'Nichts gefunden', results: (count: number) => (count === 1 ? '1 Treffer' : `${count} Treffer`), loading: 'Wird geladen',
    remove: (what: string) => `${what} entfernen`, dropHere: 'oder Dateien hierher ziehen', dropNow: 'Loslassen, um die Dateien zu nehmen', step: (n: number, of: number) => `Schritt ${n} von ${of}`, done: 'erledigt',
  },
});
