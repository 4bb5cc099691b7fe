/** The one import of a book, found again by every visit of the page. */
import { createRoot } from 'solid-js';
import type { Actor, Book } from '../../replica/book';
import { isHidden, parseDefinition } from '../../domain/customer/custom-fields';
import { readTeamSetting } from '../../state/team-settings';
import { bookField } from './book-fields';
import { connectWorker } from './worker-connection';
import { createImportSession, type ImportSession } from './import-session';
import { useImportWords } from './words';

const sessions = new WeakMap<Book, ImportSession>();

export function importSessionOf(book: Book, actor: Actor): ImportSession {
  let session = sessions.get(book);
  if (!session) {
    session = createRoot(() => createImportSession({
      book, actor, connect: connectWorker,
      settings: () => ({
        currency: readTeamSetting(book.team.get('settings', 'currency'), 'currency'), country: readTeamSetting(book.team.get('settings', 'country'), 'country'),
        fields: Object.entries(book.team.all('fieldDefinitions')).flatMap(([id, stored]) => { const field = parseDefinition({ ...(stored as object), id }); return field.ok && !isHidden(field.value) ? [bookField(field.value)] : []; }),
      }),
      texts: () => { const t = useImportWords(); return { numbered: t.numbered, action: t.action, undoAction: t.undoAction }; },
    }));
    sessions.set(book, session);
  }
  return session;
}
