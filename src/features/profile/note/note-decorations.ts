/**
 * What plain text means, shown as such: check boxes, bullets, links, e-mail addresses and phone numbers. The text itself
 * stays plain (a colleague on an older version reads the same characters); only its looks change.
 */
import { Decoration, EditorView, ViewPlugin, WidgetType } from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';
import { RangeSetBuilder } from '@codemirror/state';
import { findNoteMarks } from './note-marks';

class CheckBoxWidget extends WidgetType {
  constructor(private readonly checked: boolean, private readonly label: string) { super(); }

  override eq(other: CheckBoxWidget): boolean { return other.checked === this.checked && other.label === this.label; }

  override toDOM(view: EditorView): HTMLElement {
    const box = document.createElement('span');
    box.className = this.checked ? 'note-box is-checked' : 'note-box';
    box.setAttribute('role', 'checkbox');
    box.setAttribute('aria-checked', String(this.checked));
    box.setAttribute('aria-label', this.label);
    box.addEventListener('mousedown', (event) => event.preventDefault());
    box.addEventListener('click', () => toggleCheckBox(view, view.posAtDOM(box)));
    return box;
  }

  override ignoreEvent(): boolean { return false; }
}

class BulletWidget extends WidgetType {
  override eq(): boolean { return true; }

  override toDOM(): HTMLElement {
    const bullet = document.createElement('span');
    bullet.className = 'note-bullet';
    bullet.textContent = '•';
    return bullet;
  }
}

/** Flips `[ ]` and `[x]` in the line at `position`; false where that line has no box. */
export function toggleCheckBox(view: EditorView, position: number): boolean {
  const line = view.state.doc.lineAt(position);
  const match = /^\s*(?:[-*]\s)?\[([ xX])\]/.exec(line.text);
  if (!match || view.state.readOnly) return false;
  const at = line.from + match[0].length - 2;
  view.dispatch({ changes: { from: at, to: at + 1, insert: match[1] === ' ' ? 'x' : ' ' } });
  return true;
}

const LONGEST_MARKED_LINE = 10_000;

function decorate(view: EditorView, boxLabel: string): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let position = from; position <= to;) {
      const line = view.state.doc.lineAt(position);
      // Only looks: a whole book pasted as one line is read again at each key, and must not hold up the typing.
      for (const mark of line.length > LONGEST_MARKED_LINE ? [] : findNoteMarks(line.text)) {
        const start = line.from + mark.from, end = line.from + mark.to;
        if (mark.kind === 'checkbox') builder.add(start, end, Decoration.replace({ widget: new CheckBoxWidget(mark.checked, boxLabel) }));
        else if (mark.kind === 'bullet') builder.add(start, end, Decoration.replace({ widget: new BulletWidget() }));
        else if (mark.kind === 'done') builder.add(start, end, Decoration.mark({ class: 'note-done' }));
        else builder.add(start, end, Decoration.mark({ tagName: 'a', class: 'note-link', attributes: { href: mark.href, rel: 'noopener noreferrer', target: '_blank' } }));
      }
      position = line.to + 1;
    }
  }
  return builder.finish();
}

/** Marks in the visible part only, so that a long note costs no more than a short one. */
export function noteDecorations(boxLabel: string) {
  return ViewPlugin.fromClass(class {
    decorations: DecorationSet;
    constructor(view: EditorView) { this.decorations = decorate(view, boxLabel); }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view, boxLabel);
    }
  }, {
    decorations: (plugin) => plugin.decorations,
    provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations.update({ filter: (_from, _to, value) => (value.spec as { readonly widget?: WidgetType }).widget !== undefined }) ?? Decoration.none),
    eventHandlers: {
      // A link inside editable text is not followed by itself; a plain click on it is what people expect to call or open.
      click(event) {
        const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a.note-link');
        if (!link || event.button !== 0) return false;
        event.preventDefault();
        window.open(link.href, link.protocol.startsWith('http') ? '_blank' : '_self', 'noopener,noreferrer');
        return true;
      },
    },
  });
}
