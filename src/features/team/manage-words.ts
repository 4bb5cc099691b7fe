/** What keeping a team says: files, roles, meeting points, coming back by the kit, what went wrong. English names of buttons, boxes and states are relied on by tests. */
import { createWords } from '../../ui/i18n';

/** Why a sync file cannot be read, as the engine names it. */
export type FileProblem = 'not-sync-file' | 'cut-short' | 'damaged' | 'no-key';

export const manageWords = createWords({
  en: {
    fileDropped: 'Or drop it anywhere on this page.', fileSaved: (name: string) => `“${name}” is saved. It holds everything that this device has; any device of the team can open it.`,
    fileNothingNew: 'Nothing new: this device had all of it already.', fileWorking: 'Reading the file', fileSealing: 'Sealing the file',
    fileProblems: {
      'not-sync-file': 'This is no sync file. Lists of customers and contacts belong to Import.',
      'cut-short': 'This file is cut short: it was not copied or sent to its end. Have it sent once more.',
      damaged: 'This file is damaged. Nothing was taken from it. Have it saved and sent once more.',
      'no-key': 'This file is from a time for which this device has no key. Bring the two devices near each other once, then files work again.',
    } satisfies Readonly<Record<FileProblem, string>>,
    fileOtherVersion: 'This file is of another version of Regulars. Update both devices, then save the file once more.',
    fileNoTeam: 'This is a sync file, and this device is in no team yet. Join the team first, or come back with the recovery kit and this file.',
    fileNotAllowed: 'Nothing was taken: the device that saved this file has been removed from the team.',
    roleTitle: (device: string) => `Role of “${device}”`, roleLead: (person: string) => `What ${person} can see and do on it.`, roleTruth: 'A role hides and guides. The device still holds the whole book, and only encryption protects what is on it.', roleSave: 'Change role', roleChanged: (device: string, role: string) => `${device}: ${role} from now on.`,
    pointAddress: 'Address of a meeting point', pointAddressHelp: 'The server that serves Regulars is one: “book.example.com”.', pointAdd: 'Add', pointRemove: (url: string) => `Remove ${url}`, pointOwn: 'Only the address from which the app came', pointsEdit: 'Change', pointsDone: 'Done', pointOnlyManagers: 'Owners and managers can change them.',
    pointBad: 'This is no address. It looks like “book.example.com”.', pointNoTls: 'Without HTTPS only this device itself can be reached. Use an address that begins with “https”.', pointTwice: 'This one is in the list already.', pointsOpenNow: 'At least one is reached: devices find each other.', pointsNoneNow: 'None is reached now: devices that are linked stay so, others do not find each other. Files still work.',
    kitUse: 'Use the recovery kit', kitUseLead: 'For a team that nobody can let you into any more: the code from the printed kit and any sync file of the team. You come back as an owner.', kitCodeHelp: 'As it is printed; capitals, blanks and dashes do not matter.', kitFile: 'Sync file', kitFileHelp: 'The newest that you can find. What came after it is not in it.', kitChoose: 'Choose the file', kitNoFile: 'Choose a sync file.', kitNoCode: 'Type the code.', kitGo: 'Come back to the team', kitWorking: 'Opening the file', kitBack: 'Join by an invitation instead', kitDone: 'You are back in the team.',
    kitForTeam: (team: string) => `Team “${team}”`, kitMadeOn: (day: string) => `Printed on ${day}`, kitStepsTitle: 'How to use it', kitSteps: ['Open Regulars on a device of your own and choose “Join a team”, then “Use the recovery kit”.', 'Type the code, and choose the newest sync file of the team that you have.', 'You are an owner again, with all that was in the file. Invite the others anew, and remove the devices that are lost.'] as readonly string[], kitCare: 'Whoever has this paper and a sync file can read the whole book. Keep it as you keep a key.',
    wayTitle: (n: string, isOne: boolean) => (isOne ? '1 customer is on this device already' : `${n} customers are on this device already`), wayAlong: 'Bring its customers along', wayAlongText: 'They become the team’s. Whoever is in both books stands there twice; the Team page then lists them. Nothing is overwritten.',
    wayApart: 'Keep them apart', wayApartText: 'A browser keeps one book. Save everything as a file first; once you are in, the team’s book takes the place of this one. Unpacked, its contacts and tables can be imported on another device. Until then, cancelling leaves everything as it is.',
    waySaved: 'Saved. Make sure that the file is where you look for it.', wayNotSaved: 'Save the file first.', wayFailed: 'The team’s book could not be stored on this device. The customers that were here are in the file that you saved.',
    twiceTitle: 'Possibly twice', twiceLead: 'From your book and from the team’s, and alike. Open both; if they are one person, put one in the trash.', twiceDone: 'Done', twiceOwn: 'from this device', twiceTheirs: 'from the team',
    problems: {
      'other-version': (devices: string) => ({ title: `${devices}: another version of Regulars.`, body: 'The two do not exchange changes until both are up to date. Open Regulars on each while online, and choose “Restart” when it offers the new version.' }),
      refused: { title: 'Not everything passes between the devices', body: 'The list below says with which device, and why.' },
      storage: { title: 'What comes from other devices cannot be stored here', body: 'Free some space on this device. It is tried again every few seconds.' },
      keys: { title: 'What this device keeps of the team cannot be read or written.', body: 'Nothing is exchanged meanwhile, and nothing is written over. Free some space on the device, then close all windows of Regulars and open it again.' },
      removed: { title: 'This device has been removed from the team', body: 'Its book could not be wiped yet. It is tried again at the next start.' },
    },
    someDevice: 'A device of your team',
  },
  de: {
    fileDropped: 'Oder irgendwo auf dieser Seite fallen lassen.', fileSaved: (name: string) => `„${name}“ ist gesichert. Darin ist alles, was dieses Gerät hat; jedes Gerät des Teams kann sie öffnen.`,
    fileNothingNew: 'Nichts Neues: Dieses Gerät hatte schon alles.', fileWorking: 'Die Datei wird gelesen', fileSealing: 'Die Datei wird versiegelt',
    fileProblems: {
      'not-sync-file': 'Das ist keine Abgleichdatei. Kundenlisten und Kontakte gehören zu „Import“.',
      'cut-short': 'Diese Datei ist abgeschnitten: Sie wurde nicht bis zum Ende kopiert oder gesendet. Lassen Sie sie noch einmal schicken.',
      damaged: 'Diese Datei ist beschädigt. Nichts wurde daraus übernommen. Lassen Sie sie noch einmal sichern und schicken.',
      'no-key': 'Diese Datei ist aus einer Zeit, für die dieses Gerät keinen Schlüssel hat. Bringen Sie die beiden Geräte einmal zueinander, dann gehen Dateien wieder.',
    },
    fileOtherVersion: 'Diese Datei ist von einer anderen Version von Regulars. Aktualisieren Sie beide Geräte, und sichern Sie die Datei noch einmal.',
    fileNoTeam: 'Das ist eine Abgleichdatei, und dieses Gerät ist noch in keinem Team. Treten Sie erst dem Team bei, oder kommen Sie mit dem Notfallblatt und dieser Datei zurück.',
    fileNotAllowed: 'Nichts wurde übernommen: Das Gerät, von dem diese Datei ist, wurde aus dem Team entfernt.',
    roleTitle: (device: string) => `Rolle von „${device}“`, roleLead: (person: string) => `Was ${person} darauf sehen und tun kann.`, roleTruth: 'Eine Rolle verbirgt und leitet. Das Gerät hat trotzdem das ganze Buch, und was darauf ist, schützt nur Verschlüsselung.', roleSave: 'Rolle ändern', roleChanged: (device: string, role: string) => `${device}: ab jetzt ${role}.`,
    pointAddress: 'Adresse eines Treffpunkts', pointAddressHelp: 'Der Server, von dem Regulars kommt, ist einer: „buch.example.com“.', pointAdd: 'Hinzufügen', pointRemove: (url: string) => `${url} entfernen`, pointOwn: 'Nur die Adresse, von der die App kam', pointsEdit: 'Ändern', pointsDone: 'Fertig', pointOnlyManagers: 'Inhaber und Leitung können sie ändern.',
    pointBad: 'Das ist keine Adresse. Sie sieht so aus: „buch.example.com“.', pointNoTls: 'Ohne HTTPS ist nur dieses Gerät selbst erreichbar. Nehmen Sie eine Adresse, die mit „https“ beginnt.', pointTwice: 'Der steht schon in der Liste.', pointsOpenNow: 'Mindestens einer ist erreicht: Geräte finden sich.', pointsNoneNow: 'Keiner ist gerade erreicht: Verbundene Geräte bleiben es, andere finden sich nicht. Dateien gehen trotzdem.',
    kitUse: 'Das Notfallblatt benutzen', kitUseLead: 'Für ein Team, in das Sie niemand mehr einlassen kann: der Code vom gedruckten Blatt und irgendeine Abgleichdatei des Teams. Sie kommen als Inhaberin zurück.', kitCodeHelp: 'Wie gedruckt; Großschreibung, Leerzeichen und Striche sind gleich.', kitFile: 'Abgleichdatei', kitFileHelp: 'Die neueste, die Sie finden. Was danach kam, steht nicht darin.', kitChoose: 'Datei wählen', kitNoFile: 'Wählen Sie eine Abgleichdatei.', kitNoCode: 'Geben Sie den Code ein.', kitGo: 'Zurück ins Team', kitWorking: 'Die Datei wird geöffnet', kitBack: 'Lieber mit einer Einladung beitreten', kitDone: 'Sie sind wieder im Team.',
    kitForTeam: (team: string) => `Team „${team}“`, kitMadeOn: (day: string) => `Gedruckt am ${day}`, kitStepsTitle: 'So wird es benutzt', kitSteps: ['Öffnen Sie Regulars auf einem eigenen Gerät und wählen Sie „Einem Team beitreten“, dann „Das Notfallblatt benutzen“.', 'Geben Sie den Code ein, und wählen Sie die neueste Abgleichdatei des Teams, die Sie haben.', 'Sie sind wieder Inhaberin, mit allem, was in der Datei stand. Laden Sie die anderen neu ein, und entfernen Sie verlorene Geräte.'], kitCare: 'Wer dieses Blatt und eine Abgleichdatei hat, kann das ganze Buch lesen. Bewahren Sie es auf wie einen Schlüssel.',
    wayTitle: (n: string, isOne: boolean) => (isOne ? '1 Kunde ist schon auf diesem Gerät' : `${n} Kunden sind schon auf diesem Gerät`), wayAlong: 'Ihre Kunden mitbringen', wayAlongText: 'Sie gehören dann dem Team. Wer in beiden Büchern steht, steht doppelt da; die Team-Seite führt sie danach auf. Nichts wird überschrieben.',
    wayApart: 'Getrennt halten', wayApartText: 'Ein Browser führt ein Buch. Sichern Sie erst alles in einer Datei; sobald Sie dabei sind, tritt das Buch des Teams an die Stelle von diesem. Entpackt lassen sich ihre Kontakte und Tabellen auf einem anderen Gerät importieren. Bis dahin lässt Abbrechen alles, wie es ist.',
    waySaved: 'Gesichert. Sehen Sie nach, ob die Datei liegt, wo Sie sie suchen.', wayNotSaved: 'Sichern Sie erst die Datei.', wayFailed: 'Das Buch des Teams ließ sich auf diesem Gerät nicht speichern. Die Kunden, die hier waren, stehen in der Datei, die Sie gesichert haben.',
    twiceTitle: 'Vielleicht doppelt', twiceLead: 'Aus Ihrem Buch und aus dem des Teams, und ähnlich. Öffnen Sie beide; ist es derselbe Mensch, legen Sie einen in den Papierkorb.', twiceDone: 'Erledigt', twiceOwn: 'von diesem Gerät', twiceTheirs: 'vom Team',
    problems: {
      'other-version': (devices: string) => ({ title: `${devices}: eine andere Version von Regulars.`, body: 'Die beiden tauschen nichts aus, bis beide auf dem neuesten Stand sind. Öffnen Sie Regulars auf beiden, solange sie online sind, und wählen Sie „Neu starten“, wenn die neue Version angeboten wird.' }),
      refused: { title: 'Nicht alles geht zwischen den Geräten hin und her', body: 'Die Liste sagt, bei welchem Gerät, und warum.' },
      storage: { title: 'Was von anderen Geräten kommt, lässt sich hier nicht speichern', body: 'Schaffen Sie Platz auf diesem Gerät. Alle paar Sekunden wird es wieder versucht.' },
      keys: { title: 'Was dieses Gerät vom Team aufbewahrt, lässt sich nicht lesen oder schreiben.', body: 'Solange wird nichts ausgetauscht und nichts überschrieben. Schaffen Sie Platz auf dem Gerät, schließen Sie dann alle Fenster von Regulars und öffnen Sie es wieder.' },
      removed: { title: 'Dieses Gerät wurde aus dem Team entfernt', body: 'Sein Buch ließ sich noch nicht leeren. Beim nächsten Start wird es wieder versucht.' },
    },
    someDevice: 'Ein Gerät Ihres Teams',
  },
});
