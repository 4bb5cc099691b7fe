/** The import's sentences in German. */
import type { Words } from '../../ui/i18n';
import type { en } from './words.en';

const many = (n: number, one: string, more: string): string => (n === 1 ? one : more);

export const de: Words<typeof en> = {
  title: 'Import', steps: { files: 'Dateien', columns: 'Spalten', check: 'Prüfen', done: 'Fertig' },
  choose: 'Dateien wählen', chooseHelp: 'CSV aus Google, Outlook, Shopify, HubSpot, Thunderbird, einer Kasse oder jeder Tabelle; vCards aus Telefonen und Adressbüchern. Bei Kontakten aus Google und Apple enthält die vCard mehr als die CSV.',
  next: 'Weiter', back: 'Zurück', importNow: 'Importieren', cancel: 'Abbrechen', remove: (name) => `${name} weglassen`, another: 'Weitere Dateien importieren', open: 'Kunden ansehen', files: 'Dateien für den Import',
  reading: (name) => `${name} wird gelesen`, counting: 'Wird gezählt', importing: 'Wird importiert', undoing: 'Wird zurückgenommen', keepsRunning: 'Sie können währenddessen weiterarbeiten; schließen Sie dieses Fenster erst, wenn alles fertig ist.',
  layouts: {
    google: 'Google Kontakte', 'google-legacy': 'Google Kontakte, älterer Export', outlook: 'Outlook, englisch', 'outlook-de': 'Outlook', shopify: 'Shopify-Kunden', hubspot: 'HubSpot-Kontakte', apple: 'Apple Kontakte', thunderbird: 'Thunderbird',
    till: 'Belege einer Kasse', cdnow: 'CDNOW-Käufe', regulars: 'Kunden aus Regulars', 'regulars-purchases': 'Käufe aus Regulars',
  },
  recognised: (what) => `erkannt: ${what}`, notRecognised: 'kein bekannter Aufbau; bitte die Spalten ansehen', cards: 'vCards', rows: (n) => `${n} Zeilen`, read: (encoding, split) => `gelesen als ${encoding}, getrennt durch ${split}`,
  encodings: { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252' }, splits: { ',': 'Kommas', ';': 'Semikolons', '\t': 'Tabulatoren', '|': 'senkrechte Striche', blanks: 'Leerzeichen' },
  guessed: 'Die Datei sagt nicht, wie ihre Buchstaben geschrieben sind. Sehen Sie unten nach, ob Umlaute stimmen; wenn nicht, speichern Sie die Datei noch einmal als „CSV UTF-8“.',
  problems: {
    empty: 'Die Datei ist leer. Exportieren Sie sie noch einmal aus dem Programm, aus dem sie kommt.', 'header-only': 'Die Datei hat Spaltennamen, aber keine Zeilen. Exportieren Sie noch einmal und wählen Sie alle Kontakte.', 'no-cards': 'In dieser Datei ist keine Karte.',
    unreadable: 'Die Datei ließ sich nicht lesen. Wenn sie verschoben wurde oder auf einem entfernten Laufwerk liegt, wählen Sie sie noch einmal.', cancelled: 'Das Lesen wurde abgebrochen.',
  },
  notText: {
    xlsx: 'Das ist eine Excel-Datei, keine CSV. Öffnen Sie sie in Excel, wählen Sie Datei, Speichern unter, „CSV UTF-8“, und nehmen Sie hier jene Datei.', xls: 'Das ist eine alte Excel-Datei, keine CSV. Öffnen Sie sie in Excel, wählen Sie Datei, Speichern unter, „CSV UTF-8“, und nehmen Sie hier jene Datei.',
    ods: 'Das ist eine Tabelle, keine CSV. Öffnen Sie sie, speichern Sie sie als CSV mit UTF-8, und nehmen Sie hier jene Datei.', zip: 'Das ist ein ZIP-Archiv. Entpacken Sie es und wählen Sie die Dateien darin.', gzip: 'Das ist eine gepackte Datei. Entpacken Sie sie und wählen Sie die Datei darin.',
    pdf: 'Das ist ein PDF. Seine Tabellen lassen sich nicht lesen; bitten Sie um die Daten als CSV.', png: 'Das ist ein Bild, keine Liste.', jpeg: 'Das ist ein Bild, keine Liste.', gif: 'Das ist ein Bild, keine Liste.', binary: 'Diese Datei ist kein Text, was auch immer ihr Name sagt. Exportieren Sie noch einmal als CSV oder vCard.',
  },
  fileFor: 'Datei', fileTable: (name) => `Spalten von ${name}`, inFile: 'In Ihrer Datei', inBook: 'In Regulars', ifFilled: 'Wenn schon gefüllt', headerRow: 'Die erste Zeile enthält die Spaltennamen',
  targetOf: (column) => `Feld für ${column}`, ruleOf: (column) => `Wenn ${column} schon gefüllt ist`, chooseField: 'Feld wählen', noSamples: 'keine Werte',
  rules: { fill: 'Unseres behalten', overwrite: 'Ersetzen', append: 'Dazunehmen' },
  undecided: (column) => `„${column}“ passt zu nichts, was wir kennen.`, createField: (column) => `Feld „${column}“ anlegen`, leaveOut: 'Weglassen',
  dateOrder: (column) => `Wie sind die Daten in „${column}“ geschrieben?`, dayFirst: 'Tag zuerst', monthFirst: 'Monat zuerst', dateExample: (value, asDay, asMonth) => `„${value}“ ist der ${asDay} oder der ${asMonth}.`, mixedDates: 'Manche Werte gehen nur mit dem Tag zuerst, andere nur mit dem Monat zuerst. Was nicht passt, wird weggelassen und aufgeführt.',
  serials: 'Tage als Zahlen, gezählt ab', serial1900: '1900 (Excel)', serial1904: '1904 (alte Macs)',
  answerFirst: (column) => `Sagen Sie, wie die Daten in „${column}“ geschrieben sind`, noFiles: 'Wählen Sie zuerst eine Datei', nothingMapped: 'Keine Spalte wird verwendet',
  skips: { undecided: 'Feld wählen', 'by-hand': 'Weglassen', empty: 'Weglassen (keine Werte)', 'photo-link': 'Weglassen (Link zu einem Foto)', derived: 'Weglassen (folgt aus anderem)', program: 'Weglassen (nur für das Programm)', 'type-only': 'Weglassen (Art der Adresse)', 'file-as': 'Weglassen (zum Sortieren)' },
  matching: 'Dieselbe Person, wenn', change: 'Ändern',
  orders: { all: 'die Kundennummer stimmt, sonst die E-Mail, das Telefon oder Name und Postleitzahl.', email: 'die E-Mail stimmt.', number: 'die Kundennummer stimmt, sonst die E-Mail.', phone: 'die E-Mail stimmt, sonst das Telefon.' },
  createMissing: 'Kunden anlegen, die noch nicht im Buch sind', createMissingHelp: 'Sonst werden ihre Käufe abgewiesen und aufgeführt.',
  consent: 'Durch einen Import gibt niemand eine Werbeeinwilligung: Dafür braucht es einen Nachweis, den keine Spalte enthält.',
  ifNow: 'Wenn Sie jetzt importieren', result: 'Ergebnis des Imports', nothingYet: 'Es wird nichts geschrieben, bevor Sie auf Importieren drücken. Danach können Sie den ganzen Import 30 Tage lang zurücknehmen; was Menschen von Hand geändert haben, bleibt.',
  counts: { new: 'neu', updated: 'ergänzt', unchanged: 'unverändert', possibleDuplicates: 'mögliche Dubletten', rejected: 'abgewiesen' },
  filled: (filled, overwritten) => `${filled} Felder gefüllt, ${overwritten} ersetzt`, oneByOne: 'Sie entscheiden einzeln', cameAsNew: 'als neu hereingekommen; sehen Sie sie an', keptInFile: 'in einer Datei, die Sie berichtigen können',
  purchases: (count, sums) => `${count} Käufe dazu, ${sums}`, purchasesKnown: (count) => `${count} Käufe waren schon da`, keptOurs: (n, count) => many(n, '1 Wert weicht von unserem ab; unserer bleibt', `${count} Werte weichen von unseren ab; unsere bleiben`),
  row: (n) => `Zeile ${n}`, card: (n) => `Karte ${n}`, moreRows: (n) => many(n, 'und 1 weitere Zeile', `und ${n} weitere Zeilen`), saveRows: (n, count) => many(n, 'Die Zeile mit ihrem Grund speichern', `Die ${count} Zeilen mit Gründen speichern`), reportName: (file) => `${file} - Zeilen mit Gründen.csv`, reportRow: 'Zeile', reportReason: 'Grund',
  rowsWithIssues: 'Zeilen zum Ansehen', fileIssues: 'Zur Datei',
  duplicates: 'Mögliche Dubletten', duplicateHelp: 'Ähnlich, aber nicht sicher dieselben. Was Sie offen lassen, kommt als neu herein, mit einem Hinweis.', alikeTo: (name) => `wie ${name} in Ihrem Buch`, unknownName: 'eine frühere Zeile dieser Datei', decision: (name) => `Ist ${name} dieselbe Person?`, same: 'Dieselbe Person', different: 'Nicht dieselbe', later: 'Später entscheiden', moreDuplicates: (n) => many(n, 'und 1 weitere, die als neu hereinkommt', `und ${n} weitere, die als neu hereinkommen`),
  undo: 'Diesen Import zurücknehmen', undoTitle: (files) => `Den Import von ${files} zurücknehmen?`, undoBody: 'Die Kunden, die er angelegt hat, gehen aus dem Buch, und was er gefüllt hat, wird wieder leer. Was Menschen seitdem von Hand geändert haben, bleibt. Sie können die Datei noch einmal importieren.', undoConfirm: 'Import zurücknehmen', keep: 'Behalten',
  undone: (erased, back, kept) => `Der Import ist zurückgenommen: ${erased} Kunden entfernt, ${back} wie vorher, ${kept} behalten, weil jemand an ihnen gearbeitet hat.`, undoAction: (files) => `Import von ${files} zurückgenommen`, action: (file) => `Import von ${file}`,
  earlier: 'Frühere Importe', noEarlier: 'Es ist noch nichts importiert worden', takeBack: (files) => `${files} zurücknehmen`, states: { running: 'wurde unterbrochen; importieren Sie die Datei noch einmal, um ihn zu vollenden', done: 'fertig', cancelled: 'abgebrochen', failed: 'fehlgeschlagen', undone: 'zurückgenommen' }, runningNow: 'läuft', earlierLine: (by, created, updated, state) => `${by} · ${created} neu, ${updated} ergänzt · ${state}`,
  cancelled: 'Der Import wurde abgebrochen.', soFar: (created, updated) => `Bis dahin waren ${created} neue Kunden und ${updated} ergänzte gespeichert. Wenn Sie die Datei noch einmal importieren, wird er vollendet; wenn Sie ihn zurücknehmen, gehen sie wieder.`,
  failed: 'Der Import ist stehen geblieben.', checkFailed: 'Die Dateien ließen sich nicht prüfen.', tryAgain: 'Noch einmal', otherTab: 'Ein anderes Fenster importiert gerade. Warten Sie, bis es fertig ist.',
  failures: {
    quota: 'Auf diesem Gerät ist kein Platz mehr. Schaffen Sie Platz und importieren Sie die Datei noch einmal; was schon gespeichert ist, wird nicht doppelt.', storage: 'Dieses Gerät konnte die Daten nicht speichern. An dem, was da war, hat sich nichts geändert. Laden Sie die App neu und importieren Sie die Datei noch einmal.', newer: 'Das Buch wurde von einer neueren Version geschrieben. Laden Sie die App neu, um sie zu bekommen, und importieren Sie dann noch einmal.',
    unreadable: 'Die Datei ließ sich nicht mehr lesen. Wenn sie verschoben oder geändert wurde, wählen Sie sie noch einmal.', write: 'Ein Kunde ließ sich nicht schreiben. An dem, was da war, hat sich nichts geändert.', crashed: 'Der Teil der App, der importiert, ist stehen geblieben; vielleicht war der Speicher knapp. Was gespeichert ist, bleibt. Laden Sie die App neu und importieren Sie die Datei noch einmal; nichts wird doppelt.',
  },
  numbered: 'Kunde',
  issues: {
    'bad-date': (value) => `„${value}“ ist kein Tag, den es gibt; weggelassen.`, 'bad-number': (value) => `„${value}“ ist keine Zahl; weggelassen.`, 'bad-email': (value) => `„${value}“ ist keine ganze E-Mail-Adresse; weggelassen.`, 'bad-phone': (value) => `„${value}“ ist keine Telefonnummer; weggelassen.`,
    'ragged-row': (value) => `Sie hat ${value} Zellen, das sind nicht so viele wie Spalten. Suchen Sie nach einem Trennzeichen in einer Zelle.`, 'cut-off': () => 'Sie ist abgeschnitten, oder ein Anführungszeichen ist nicht geschlossen.', unreadable: (value) => (value ? `„${value}“ ließ sich nicht lesen; weggelassen.` : 'Sie ließ sich nicht lesen.'), empty: () => 'Es steht nichts darin.',
    'no-name': () => 'Kein Name, keine Firma, keine E-Mail und kein Telefon.', 'too-large': () => 'Eine Zelle ist zu groß.', 'not-text': () => 'Das ist kein Text.', 'header-only': () => 'Es gibt keine Zeilen.', 'duplicate-header': (value) => `Es gibt zwei Spalten namens „${value}“; eine Zahl unterscheidet sie.`,
    'encoding-guessed': () => 'Die Schreibweise der Buchstaben musste geraten werden.', 'unknown-charset': (value) => `Die Buchstaben sind in „${value}“ geschrieben, was wir nicht kennen.`, 'photo-too-large': () => 'Das Foto ist zu groß und wurde weggelassen.', 'no-match': () => 'Kein Kunde im Buch hat diese Nummer, E-Mail oder dieses Telefon.', 'no-amount': () => 'Es gibt keinen lesbaren Betrag.',
    'future-birthday': (value) => `Geboren am ${value}? Das liegt noch vor uns; weggelassen.`, formula: (value) => `„${value}“ ist eine Formel. Sie bleibt als Text stehen und wird nie ausgeführt; berichtigen Sie sie, wenn dort etwas anderes stehen soll.`, 'in-trash': () => 'Dieser Kunde liegt im Papierkorb. Holen Sie ihn dort zurück und importieren Sie dann noch einmal.',
    'name-differs': (value) => `Der Name lautet hier ${value}; Ihrer bleibt.`, 'not-wanted': () => 'Auf Ihren Wunsch weggelassen.',
  },
  column: (name) => `Spalte „${name}“:`,
  fields: {
    'name/given': 'Vorname', 'name/family': 'Nachname', 'name/middle': 'Weiterer Vorname', 'name/prefix': 'Titel oder Anrede', 'name/suffix': 'Namenszusatz', 'name/nickname': 'Spitzname', 'name/phoneticGiven': 'Vorname, wie gesprochen', 'name/phoneticFamily': 'Nachname, wie gesprochen', 'name/full': 'Ganzer Name', 'name/familyGiven': 'Nachname, Vorname', 'name/fallback': 'Name, wo kein anderer ist',
    displayName: 'Name, wie angezeigt', organization: 'Firma', department: 'Abteilung', jobTitle: 'Position', customerNumber: 'Kundennummer', language: 'Sprache', timeZone: 'Zeitzone', preferredChannel: 'Bevorzugter Weg', preferredHours: 'Bevorzugte Zeiten', owner: 'Zuständig', status: 'Status', kind: 'Art des Kunden',
    email: 'E-Mail', phone: 'Telefon', address: 'Adresse', link: 'Webseite', date: 'Datum', relation: 'Verbundene Person', tag: 'Schlagworte', note: 'Notiz', labelled: 'Notiz, mit dem Namen der Spalte', external: 'Nummer bei', custom: 'Feld', create: 'Neues Feld',
    'purchase/day': 'Kauf: Tag', 'purchase/amount': 'Kauf: Betrag', 'purchase/receipt': 'Kauf: Belegnummer', 'purchase/category': 'Kauf: Warengruppe', 'purchase/quantity': 'Kauf: Menge', 'purchase/note': 'Kauf: Notiz', 'purchase/currency': 'Kauf: Währung', 'purchase/margin': 'Kauf: Spanne', 'purchase/id': 'Kauf: unsere Kennung',
  },
  parts: { line: 'in einer Zeile', street: 'Straße', extended: 'Zusatz', extended2: 'Zusatz 2', houseNumber: 'Hausnummer', postalCode: 'Postleitzahl', locality: 'Ort', postalTown: 'Postleitzahl und Ort', region: 'Region', country: 'Land', poBox: 'Postfach', formatted: 'als Ganzes', label: 'Art', type: 'Art', year: 'Jahr', month: 'Monat', day: 'Tag' },
  kinds: { work: 'Arbeit', home: 'privat', mobile: 'mobil', fax: 'Fax', other: 'andere', birth: 'Geburtstag', wedding: 'Hochzeitstag', customerSince: 'Kunde seit', nameDay: 'Namenstag', custom: 'Datum', spouse: 'Partner', child: 'Kinder', referredBy: 'Empfohlen von', text: 'Text', number: 'Zahl', money: 'Geld', date: 'Datum', yesNo: 'ja oder nein' },
};
