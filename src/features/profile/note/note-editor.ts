/**
 * The shared note: CodeMirror 6 bound to the customer's Y.Text, so that several writers merge by character.
 * It lives in a shadow root because CodeMirror's styles then go through `adoptedStyleSheets`, which a strict
 * `style-src 'self'` allows, while a <style> element in the document would be refused.
 * Undo inside the note is its own (local typing only); the app's Ctrl/Cmd-Z takes over outside it.
 */
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { defaultKeymap, indentLess, indentMore } from '@codemirror/commands';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import { noteDecorations, toggleCheckBox } from './note-decorations';
import { continueList, withoutRepeatedMarker } from './note-marks';
import type { OpenCustomer } from '../../../replica/book';

export interface NoteEditorOptions {
  readonly parent: HTMLElement;
  readonly note: OpenCustomer['note'];
  readonly label: string;
  readonly placeholder: string;
  readonly boxLabel: string;
  readonly readOnly: boolean;
  readonly onBlur: () => void;
}

const theme = EditorView.theme({
  '&': { fontSize: 'inherit', color: 'inherit', background: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'var(--lh-note, 1.5)', overflow: 'visible' },
  '.cm-content': { padding: '0', caretColor: 'var(--accent)', minBlockSize: '6.5rem' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.note-link': { color: 'var(--accent)', textDecoration: 'underline', textUnderlineOffset: '3px', cursor: 'pointer' },
  '.note-done': { color: 'var(--ink-3)', textDecoration: 'line-through' },
  '.note-bullet': { color: 'var(--ink-3)', display: 'inline-block', inlineSize: '0.9em' },
  '.note-box': {
    display: 'inline-block', position: 'relative', inlineSize: '18px', blockSize: '18px', verticalAlign: '-3px', marginInlineEnd: '4px', cursor: 'pointer',
    border: '1.5px solid var(--line-field)', borderRadius: '5px', background: 'var(--sheet)',
  },
  // 44 px of touch around an 18 px box, and as much room for its line: else a finger on one box ticks the next.
  '.cm-line:has(.note-box)': { paddingBlock: '11px' },
  '.note-box::before': { content: '""', position: 'absolute', inset: '-13px' },
  '.note-box.is-checked': { background: 'var(--accent)', borderColor: 'var(--accent)' },
  '.note-box.is-checked::after': {
    content: '""', position: 'absolute', insetInlineStart: '5px', insetBlockStart: '1px', inlineSize: '4px', blockSize: '9px',
    border: 'solid var(--on-accent)', borderWidth: '0 2px 2px 0', transform: 'rotate(45deg)',
  },
});

function continueListOnEnter(view: EditorView): boolean {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  if (!main.empty || main.head !== line.to) return false;
  const next = continueList(line.text);
  if (!next) return false;
  if ('clear' in next) view.dispatch({ changes: { from: line.from, to: line.to } });
  else view.dispatch(view.state.replaceSelection(`\n${next.insert}`), { scrollIntoView: true });
  return true;
}

/** Who types lists by hand goes on typing "- " where Enter has just put one. */
const dropRepeatedMarker = EditorView.inputHandler.of((view, from, to, text) => {
  const line = view.state.doc.lineAt(from);
  const kept = text === ' ' && from === to && from === line.to ? withoutRepeatedMarker(line.text) : undefined;
  if (kept === undefined) return false;
  view.dispatch({ changes: { from: line.from, to: line.to, insert: `${kept} ` }, selection: { anchor: line.from + kept.length + 1 }, userEvent: 'input.type' });
  return true;
});

const noteKeymap = keymap.of([
  { key: 'Enter', run: continueListOnEnter },
  { key: 'Mod-Enter', run: (view) => toggleCheckBox(view, view.state.selection.main.head) },
  { key: 'Mod-]', run: indentMore }, { key: 'Mod-[', run: indentLess },
  // Tab leaves the note: a keyboard user must be able to get out.
  ...yUndoManagerKeymap, ...defaultKeymap,
]);

/** Mounts the editor into `parent`; returns what takes it down and gives it focus. */
export function mountNoteEditor(options: NoteEditorOptions): { destroy(): void; focus(): void } {
  const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: 'open', delegatesFocus: true });
  const view = new EditorView({
    root, parent: root as unknown as DocumentFragment,
    state: EditorState.create({
      doc: options.note.toString(),
      extensions: [
        theme, noteKeymap, dropRepeatedMarker, EditorView.lineWrapping, noteDecorations(options.boxLabel), placeholder(options.placeholder),
        EditorView.contentAttributes.of({ 'aria-label': options.label, 'aria-multiline': 'true', autocapitalize: 'sentences', autocorrect: 'on', spellcheck: 'true' }),
        EditorState.readOnly.of(options.readOnly), EditorView.editable.of(!options.readOnly),
        EditorView.domEventHandlers({ blur: () => { options.onBlur(); } }),
        yCollab(options.note, null),
      ],
    }),
  });
  return { destroy: () => view.destroy(), focus: () => view.focus() };
}
