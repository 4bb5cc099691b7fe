/** What the command palette and the list of keys say. */
import { createWords } from '../ui/i18n';

export const commandWords = createWords({
  en: {
    palette: 'Commands', palettePlaceholder: 'A customer, a screen, or something to do', goTo: 'Go to', newCustomer: 'New customer', importFiles: 'Import a file', shortcuts: 'Keyboard shortcuts', redo: 'Redo',
    shortcutSearch: 'Search customers', shortcutPalette: 'Commands', shortcutNew: 'New customer', shortcutUndo: 'Undo, redo', shortcutHelp: 'This list', shortcutMove: 'Move in the list', shortcutOpen: 'Open', shortcutTick: 'Tick, tick a range', shortcutEscape: 'Close, clear, leave', customer: 'Customer',
  },
  de: {
    palette: 'Befehle', palettePlaceholder: 'Ein Kunde, eine Seite oder etwas zu tun', goTo: 'Gehe zu', newCustomer: 'Neuer Kunde', importFiles: 'Datei importieren', shortcuts: 'Tastenkürzel', redo: 'Wiederholen',
    shortcutSearch: 'Kunden suchen', shortcutPalette: 'Befehle', shortcutNew: 'Neuer Kunde', shortcutUndo: 'Rückgängig, wiederholen', shortcutHelp: 'Diese Liste', shortcutMove: 'In der Liste bewegen', shortcutOpen: 'Öffnen', shortcutTick: 'Ankreuzen, bereichsweise', shortcutEscape: 'Schließen, leeren, verlassen', customer: 'Kunde',
  },
});
