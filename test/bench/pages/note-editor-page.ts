/** The candidates for the shared note, each bound to a Y.Text of its own, in a real page under the app's content security policy. */
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { yCollab } from 'y-codemirror.next';
import * as Y from 'yjs';
import { mountNoteEditor } from '../../../src/features/profile/note/note-editor';

export type Candidate = 'codemirror in a shadow root' | 'codemirror in the document' | 'textarea';

let text: Y.Text;
let transactions = 0;
let violations = 0;
document.addEventListener('securitypolicyviolation', () => { violations += 1; });

/** As small as a correct binding gets: one insertion and one deletion per input event, the caret kept by offset. */
function mountTextarea(parent: HTMLElement, note: Y.Text): void {
  const area = document.createElement('textarea');
  area.setAttribute('aria-label', 'Note');
  area.autocapitalize = 'sentences';
  area.spellcheck = true;
  area.value = note.toJSON();
  area.addEventListener('input', () => {
    const before = note.toJSON(), after = area.value;
    let start = 0, end = 0;
    while (start < before.length && before[start] === after[start]) start += 1;
    while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
    note.doc!.transact(() => {
      note.delete(start, before.length - start - end);
      note.insert(start, after.slice(start, after.length - end));
    }, 'user');
  });
  note.observe((event, transaction) => {
    if (transaction.origin === 'user') return;
    let at = 0, from = area.selectionStart, to = area.selectionEnd;
    for (const { retain = 0, insert = '', delete: removed = 0 } of event.delta as { retain?: number; insert?: string; delete?: number }[]) {
      at += retain;
      const moved = (caret: number): number => (at < caret ? Math.max(at, caret + insert.length - removed) : caret);
      [from, to] = [moved(from), moved(to)];
      at += insert.length;
    }
    area.value = note.toJSON();
    area.setSelectionRange(from, to);
  });
  parent.append(area);
}

function mount(candidate: Candidate, initial: string): void {
  const doc = new Y.Doc({ guid: 'note' });
  text = doc.getText('note');
  text.insert(0, initial);
  doc.on('update', () => { transactions += 1; });
  const parent = document.createElement('div');
  document.body.append(parent);
  if (candidate === 'textarea') mountTextarea(parent, text);
  else if (candidate === 'codemirror in a shadow root') mountNoteEditor({ parent, note: text, label: 'Note', placeholder: '', boxLabel: 'Done', readOnly: false, onBlur: () => {}, onCursor: () => {} });
  else {
    new EditorView({ parent, state: EditorState.create({ doc: initial, extensions: [EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'Note' }), yCollab(text, null)] }) });
  }
}

/** Focuses the editor and puts the caret at its end. */
function focusEnd(): void {
  const element = field();
  element.focus();
  if (element instanceof HTMLTextAreaElement) element.setSelectionRange(element.value.length, element.value.length);
  else EditorView.findFromDOM(element)!.dispatch({ selection: { anchor: text.length } });
}

const field = (): HTMLElement => document.querySelector('textarea') ?? [document, ...[...document.querySelectorAll('div')].flatMap(({ shadowRoot }) => shadowRoot ?? [])].map((root) => root.querySelector<HTMLElement>('.cm-content')).find((found) => found !== null)!;

const page = {
  mount, focusEnd,
  /** A colleague types; as it arrives from another device. */
  remote: (at: number, words: string): void => { text.doc!.transact(() => text.insert(at, words), 'peer'); },
  state: () => {
    const element = field();
    const shown = element instanceof HTMLTextAreaElement ? element.value : EditorView.findFromDOM(element)!.state.doc.toString();
    const caret = element instanceof HTMLTextAreaElement ? element.selectionStart : EditorView.findFromDOM(element)!.state.selection.main.head;
    return { text: text.toJSON(), shown, caret, transactions, violations, caps: element.getAttribute('autocapitalize'), spellcheck: element.getAttribute('spellcheck'), boxes: element.querySelectorAll('[role=checkbox]').length, links: element.querySelectorAll('a[href]').length, lineHeight: getComputedStyle(element).whiteSpace };
  },
  /** Milliseconds of one inserted character, the layout included. */
  typing: (times: number): number[] => Array.from({ length: times }, () => {
    const start = performance.now();
    document.execCommand('insertText', false, 'e');
    field().getBoundingClientRect();
    return performance.now() - start;
  }),
};
export type NoteEditorPage = typeof page;
Object.assign(globalThis, { page });
