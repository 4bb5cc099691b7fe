/** What the shell says: navigation, states of the book, notices. English names of links are relied on by tests. */
import { createWords } from '../ui/i18n';

export const appWords = createWords({
  en: {
    main: 'Main', today: 'Today', customers: 'Customers', portfolio: 'Portfolio', plan: 'Plan', messages: 'Messages', reports: 'Reports', team: 'Team', import: 'Import', settings: 'Settings', more: 'More', skip: 'Skip to the page',
    syncState: 'Sync state', onlyHere: 'Only on this device', opening: 'Opening the book',
    failedRead: 'The book cannot be read right now', failedWriteCount: (n: string, isOne: boolean) => (isOne ? '1 change is not stored' : `${n} changes are not stored`),
    keptHere: 'It is kept in this window: do not close it. Free some space on the device, then try again, or save a rescue file first.',
    reasonQuota: 'The device or the browser has no room left.', reasonUnavailable: 'This browser does not let the app store anything (private window, or site data is blocked).',
    reasonLost: 'The connection to the storage was lost and could not be made again.', reasonNewerVersion: 'Another window runs a newer version of Regulars.', reasonUnknown: 'The browser gave no clear reason.',
    tryAgain: 'Try again', saveRescue: 'Save a rescue file', reload: 'Load again',
    newerSchema: 'This book was written by a newer version', newerSchemaBody: 'You can read everything. Nothing is changed here until this window runs the newer version too.', restart: 'Restart now',
    reconnecting: 'Reconnecting to the storage', reconnectingBody: 'What you type is kept here meanwhile.',
    updateReady: 'A new version is ready', updateReadyBody: 'It starts when you say so.', later: 'Later',
    samplePresent: 'You are looking at invented customers', removeSample: 'Remove sample data', removedSample: 'Removed the sample data',
    undo: 'Undo', undone: (what: string) => (what ? `Taken back: ${what}` : 'Taken back'), redone: (what: string) => (what ? `Done again: ${what}` : 'Done again'), nothingToUndo: 'Nothing to take back', nothingToRedo: 'Nothing to do again',
    failedAction: 'That could not be stored', failedUnknown: 'This customer is no longer in the book', failedNewer: 'This customer was written by a newer version and cannot be changed here', failedCorrupt: 'This customer’s record is damaged and was set aside', failedInvalid: 'That could not be taken in: a value is too long or not allowed',
    crashTitle: 'This page has stopped', crashBody: 'Something went wrong in the program. What you entered is stored up to the last “Saved on this device”; nothing of it is lost.', crashDetail: 'What the program says',
    cannotOpen: 'The book cannot be opened', cannotOpenBody: 'Nothing was changed and nothing was created.',
  },
  de: {
    main: 'Haupt', today: 'Heute', customers: 'Kunden', portfolio: 'Portfolio', plan: 'Plan', messages: 'Nachrichten', reports: 'Berichte', team: 'Team', import: 'Import', settings: 'Einstellungen', more: 'Mehr', skip: 'Zur Seite springen',
    syncState: 'Abgleich', onlyHere: 'Nur auf diesem Gerät', opening: 'Das Buch wird geöffnet',
    failedRead: 'Das Buch lässt sich gerade nicht lesen', failedWriteCount: (n: string, isOne: boolean) => (isOne ? '1 Änderung ist nicht gespeichert' : `${n} Änderungen sind nicht gespeichert`),
    keptHere: 'Sie liegt in diesem Fenster: Schließen Sie es nicht. Schaffen Sie Platz auf dem Gerät und versuchen Sie es noch einmal, oder sichern Sie zuerst eine Rettungsdatei.',
    reasonQuota: 'Auf dem Gerät oder im Browser ist kein Platz mehr.', reasonUnavailable: 'Dieser Browser lässt die App nichts speichern (privates Fenster, oder Websitedaten sind gesperrt).',
    reasonLost: 'Die Verbindung zum Speicher ging verloren und ließ sich nicht wieder herstellen.', reasonNewerVersion: 'In einem anderen Fenster läuft eine neuere Version von Regulars.', reasonUnknown: 'Der Browser nannte keinen klaren Grund.',
    tryAgain: 'Noch einmal versuchen', saveRescue: 'Rettungsdatei sichern', reload: 'Neu laden',
    newerSchema: 'Dieses Buch hat eine neuere Version geschrieben', newerSchemaBody: 'Sie können alles lesen. Hier wird nichts geändert, bis auch dieses Fenster die neuere Version hat.', restart: 'Jetzt neu starten',
    reconnecting: 'Verbindung zum Speicher wird wieder hergestellt', reconnectingBody: 'Was Sie tippen, bleibt solange hier.',
    updateReady: 'Eine neue Version ist bereit', updateReadyBody: 'Sie beginnt, wenn Sie es sagen.', later: 'Später',
    samplePresent: 'Das hier sind erfundene Kunden', removeSample: 'Beispieldaten entfernen', removedSample: 'Beispieldaten entfernt',
    undo: 'Rückgängig', undone: (what: string) => (what ? `Zurückgenommen: ${what}` : 'Zurückgenommen'), redone: (what: string) => (what ? `Wieder getan: ${what}` : 'Wieder getan'), nothingToUndo: 'Nichts zurückzunehmen', nothingToRedo: 'Nichts zu wiederholen',
    failedAction: 'Das ließ sich nicht speichern', failedUnknown: 'Dieser Kunde ist nicht mehr im Buch', failedNewer: 'Diesen Kunden hat eine neuere Version geschrieben; hier lässt er sich nicht ändern', failedCorrupt: 'Der Eintrag dieses Kunden ist beschädigt und wurde beiseitegelegt', failedInvalid: 'Das ließ sich nicht übernehmen: Ein Wert ist zu lang oder nicht erlaubt',
    crashTitle: 'Diese Seite ist stehen geblieben', crashBody: 'Im Programm ist etwas schiefgegangen. Ihre Eingaben sind bis zum letzten „Auf diesem Gerät gespeichert“ gesichert; davon ist nichts verloren.', crashDetail: 'Was das Programm meldet',
    cannotOpen: 'Das Buch lässt sich nicht öffnen', cannotOpenBody: 'Es wurde nichts geändert und nichts angelegt.',
  },
});
