/**
 * Where colleagues are in the note: a bar with their name at each caret, a tint over what they have selected. Positions travel as
 * Yjs' relative positions, which stay at their letter while others type. Colours are classes and not inline styles, which
 * the page's policy refuses (y-codemirror.next's own cursors need `style` attributes).
 */
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import { createAbsolutePositionFromRelativePosition, createRelativePositionFromJSON, createRelativePositionFromTypeIndex, relativePositionToJSON } from 'yjs';
import type { OpenCustomer } from '../../../replica/book';
import type { Looker, NoteCursor } from '../../../replica/team';

type Note = OpenCustomer['note'];

/** As many as there are tints of avatars. */
const TINTS = 5;

class CaretWidget extends WidgetType {
  constructor(private readonly person: string, private readonly tint: number) { super(); }

  override eq(other: CaretWidget): boolean { return other.person === this.person && other.tint === this.tint; }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = `note-caret tint${this.tint}`;
    const name = document.createElement('span');
    name.className = 'note-caret-name';
    name.textContent = this.person;
    caret.append('\u2060', name);
    return caret;
  }
}

const showLookers = StateEffect.define<readonly Looker[]>();

/** A colleague's position as an index of this text; undefined for one that this text does not have (yet), or that is none. */
function indexOf(note: Note, position: string): number | undefined {
  try {
    const found = note.doc && createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(JSON.parse(position)), note.doc);
    return found && found.type === note ? found.index : undefined;
  } catch {
    return undefined; // Not a position: another build, or a lie.
  }
}

function decorationsOf(note: Note, lookers: readonly Looker[], length: number): DecorationSet {
  const ranges = lookers.flatMap((looker, i) => {
    const anchor = looker.cursor && indexOf(note, looker.cursor.anchor), head = looker.cursor && indexOf(note, looker.cursor.head);
    if (anchor === undefined || head === undefined || Math.max(anchor, head) > length) return [];
    const tint = (i % TINTS) + 1;
    const caret = Decoration.widget({ widget: new CaretWidget(looker.person, tint), side: 1 }).range(head);
    return anchor === head ? [caret] : [Decoration.mark({ class: `note-selected tint${tint}` }).range(Math.min(anchor, head), Math.max(anchor, head)), caret];
  });
  return RangeSet.of(ranges, true);
}

/** Draws whom `showCursors` names; carets move along with what is typed until the next word of them. */
export function noteCursors(note: Note, onCursor: (cursor: NoteCursor | undefined) => void) {
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update: (shown, transaction) => {
      const told = transaction.effects.find((effect) => effect.is(showLookers));
      return told ? decorationsOf(note, told.value, transaction.newDoc.length) : shown.map(transaction.changes);
    },
    provide: (from) => EditorView.decorations.from(from),
  });
  const tell = EditorView.updateListener.of(({ view, docChanged, selectionSet, focusChanged }) => {
    if (!docChanged && !selectionSet && !focusChanged) return;
    const { anchor, head } = view.state.selection.main;
    onCursor(view.hasFocus ? { anchor: positionAt(note, anchor), head: positionAt(note, head) } : undefined);
  });
  return [field, tell, cursorTheme];
}

export function showCursors(view: EditorView, lookers: readonly Looker[]): void {
  view.dispatch({ effects: showLookers.of(lookers) });
}

const positionAt = (note: Note, index: number): string => JSON.stringify(relativePositionToJSON(createRelativePositionFromTypeIndex(note, Math.min(index, note.length))));

const tints = Object.fromEntries(Array.from({ length: TINTS }, (_, i) => [`.tint${i + 1}`, { '--who': `var(--cur-${i + 1})`, '--who-soft': `var(--av-${i + 1})` }]));
const cursorTheme = EditorView.theme({
  ...tints,
  '.note-selected': { background: 'var(--who-soft)' },
  '.note-caret': { position: 'relative', borderInlineStart: '2px solid var(--who)', marginInlineStart: '-1px', marginInlineEnd: '-1px' },
  '.note-caret-name': {
    position: 'absolute', insetInlineStart: '-2px', insetBlockEnd: '100%', padding: '0 5px', borderRadius: '4px 4px 4px 0', background: 'var(--who)', color: 'var(--sheet)',
    fontSize: '11px', lineHeight: '16px', fontWeight: '600', whiteSpace: 'nowrap', pointerEvents: 'none', userSelect: 'none',
  },
});
