/** What connecting by codes says, without a server in between. English names of buttons, boxes and states are relied on by tests. */
import { createWords } from '../../ui/i18n';

export const connectWords = createWords({
  en: {
    connect: 'Connect by code', lead: 'For two devices of the team that share a Wi-Fi or a hotspot, with no meeting point in reach.',
    steps: ['Press “Connect by code” on the other device too.', 'On either of them, scan or paste the code of the other.', 'It then shows an answer: scan or paste that on the first.'] as readonly string[],
    ownCode: 'Code of this device', ownAnswer: 'Answer of this device', theirCode: 'Code of the other device', theirAnswer: 'Answer of the new device', codeHelp: 'Scan it, or paste it whole.', qr: 'The code as a picture to scan',
    copy: 'Copy', copied: 'Copied', use: 'Use code', none: 'Scan or paste the code first.',
    answer: 'Now let the other device read this answer. Keep Regulars open on both.', connecting: 'Connecting', connectingHelp: 'Keep Regulars open on both devices.',
    connected: (device: string) => `Connected with ${device}. Changes pass between the two as long as both are open.`, done: 'Done', again: 'New code',
    unreachable: 'The two devices did not reach each other. Put both on one Wi-Fi, or on the hotspot of a phone: guest networks often keep devices apart. A sync file works everywhere.',
    stranger: 'The other device is not in your team, or has not heard yet that this one is.',
    withoutServer: 'Without a server', withoutServerHelp: 'Both devices are on one Wi-Fi, and two codes pass between them.', readAnswer: 'It then shows an answer: scan or paste that here.',
    joinAnswer: 'Let the device that invited you read this answer: scan it there, or send it and paste it there, below the invitation. Keep this page open.',
  },
  de: {
    connect: 'Per Code verbinden', lead: 'Für zwei Geräte des Teams in einem WLAN oder an einem Hotspot, wenn kein Treffpunkt erreicht wird.',
    steps: ['Drücken Sie auch auf dem anderen Gerät „Per Code verbinden“.', 'Auf einem der beiden scannen Sie den Code des anderen oder fügen ihn ein.', 'Es zeigt dann eine Antwort: Scannen Sie diese auf dem ersten, oder fügen Sie sie dort ein.'],
    ownCode: 'Code dieses Geräts', ownAnswer: 'Antwort dieses Geräts', theirCode: 'Code des anderen Geräts', theirAnswer: 'Antwort des neuen Geräts', codeHelp: 'Scannen oder ganz einfügen.', qr: 'Der Code als Bild zum Scannen',
    copy: 'Kopieren', copied: 'Kopiert', use: 'Code benutzen', none: 'Scannen Sie erst den Code, oder fügen Sie ihn ein.',
    answer: 'Lassen Sie jetzt das andere Gerät diese Antwort lesen. Regulars bleibt auf beiden offen.', connecting: 'Wird verbunden', connectingHelp: 'Lassen Sie Regulars auf beiden Geräten offen.',
    connected: (device: string) => `Verbunden mit ${device}. Solange beide offen sind, gehen Änderungen hin und her.`, done: 'Fertig', again: 'Neuer Code',
    unreachable: 'Die beiden Geräte haben sich nicht erreicht. Bringen Sie beide in ein WLAN oder an den Hotspot eines Telefons: Gästenetze halten Geräte oft getrennt. Eine Abgleichdatei geht überall.',
    stranger: 'Das andere Gerät ist nicht in Ihrem Team, oder es weiß noch nicht, dass dieses dazugehört.',
    withoutServer: 'Ohne Server', withoutServerHelp: 'Beide Geräte sind in einem WLAN, und zwei Codes gehen hin und her.', readAnswer: 'Es zeigt dann eine Antwort: Scannen Sie diese hier, oder fügen Sie sie ein.',
    joinAnswer: 'Lassen Sie das einladende Gerät diese Antwort lesen: dort scannen, oder schicken und dort unter der Einladung einfügen. Diese Seite bleibt offen.',
  },
});
