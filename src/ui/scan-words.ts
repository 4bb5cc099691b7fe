/** What scanning says. */
import { createWords } from './i18n';

export const scanWords = createWords({
  en: {
    scan: 'Scan', title: 'Scan a code', asking: 'Allow the camera when the browser asks.', aim: 'Hold the code of the other screen into the picture.', taking: 'Read. One moment.', again: 'Try again',
    slow: 'Nothing read yet. Go nearer until the code fills the picture, hold the device straight, and make the other screen bright.',
    failures: {
      refused: 'The camera is not allowed for this page. Allow it beside the address of the page, or in the settings of the browser, and try again. Or paste the code.',
      'no-camera': 'There is no camera on this device. Paste the code instead.',
      'in-use': 'The camera does not start. Another program may be using it: close that and try again. Or paste the code.',
      'not-secure': 'Browsers give the camera only to pages over HTTPS. Paste the code instead.',
      lost: 'The camera has gone. Try again, or paste the code.',
      'no-reader': 'What reads codes could not be loaded. Try again while online, or paste the code.',
    },
  },
  de: {
    scan: 'Scannen', title: 'Code scannen', asking: 'Erlauben Sie die Kamera, wenn der Browser fragt.', aim: 'Halten Sie den Code des anderen Bildschirms ins Bild.', taking: 'Gelesen. Einen Moment.', again: 'Noch einmal versuchen',
    slow: 'Noch nichts gelesen. Gehen Sie näher heran, bis der Code das Bild füllt, halten Sie das Gerät gerade, und stellen Sie den anderen Bildschirm hell.',
    failures: {
      refused: 'Die Kamera ist für diese Seite nicht erlaubt. Erlauben Sie sie neben der Adresse der Seite oder in den Einstellungen des Browsers, und versuchen Sie es noch einmal. Oder fügen Sie den Code ein.',
      'no-camera': 'Dieses Gerät hat keine Kamera. Fügen Sie den Code ein.',
      'in-use': 'Die Kamera startet nicht. Vielleicht benutzt sie ein anderes Programm: Schließen Sie es, und versuchen Sie es noch einmal. Oder fügen Sie den Code ein.',
      'not-secure': 'Browser geben die Kamera nur Seiten mit HTTPS. Fügen Sie den Code ein.',
      lost: 'Die Kamera ist weg. Versuchen Sie es noch einmal, oder fügen Sie den Code ein.',
      'no-reader': 'Was Codes liest, ließ sich nicht laden. Versuchen Sie es noch einmal, wenn Sie online sind, oder fügen Sie den Code ein.',
    },
  },
});
