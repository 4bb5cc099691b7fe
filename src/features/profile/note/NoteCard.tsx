/** The shared note. The editor is loaded when a profile is first opened; until then the text is there to read. */
import { Show, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { afterPaint } from '../../../ui/Later';
import { useFormat } from '../../../ui/i18n';
import { useBook } from '../../../state/book-context';
import { useTeamSync } from '../../../state/team-sync';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import type { NoteEditor, mountNoteEditor } from './note-editor';
import styles from './Note.module.css';

export function NoteCard() {
  const profile = useProfile();
  const book = useBook();
  const t = useProfileWords();
  const format = useFormat();
  const { team, state } = useTeamSync();
  const [editor, setEditor] = createSignal<NoteEditor>();
  const [failed, setFailed] = createSignal(false);
  let host!: HTMLDivElement;

  const isLocked = createMemo(() => profile.readOnly());
  // An editor is made for one text, to write or to read.
  createEffect(on([() => profile.store.note(), isLocked], ([note, readOnly]) => {
    if (!note) return;
    const customer = profile.store.id();
    let gone = false;
    const mount = (create: typeof mountNoteEditor): void => {
      if (gone) return;
      setEditor(create({
        parent: host, note, label: t.note, placeholder: t.notePlaceholder, boxLabel: t.noteBox, readOnly,
        onBlur: () => { void book.flush(); },
        onCursor: (cursor) => { team.look({ customer, cursor }); },
      }));
    };
    const forget = afterPaint(() => {
      void import('./note-editor').then((module) => { mount(module.mountNoteEditor); }, () => setFailed(true)); // the chunk could not be fetched: the text stays readable below
    });
    onCleanup(() => { gone = true; forget(); editor()?.destroy(); setEditor(undefined); });
  }));

  const lookers = () => state.looking[profile.store.id()] ?? [];
  const writers = createMemo(() => [...new Set(lookers().filter(({ cursor }) => cursor !== undefined).map(({ person }) => person))]);
  createEffect(() => { editor()?.showLookers(lookers()); });

  return (
    <section class={styles.note} aria-label={t.sharedNote}>
      <header class={styles.head}><h2>{t.sharedNote}</h2><Show when={writers().length > 0} fallback={<span class={styles.hint}>{t.noteHint}</span>}><span role="status" class={styles.writers}>{t.writing(format.list(writers()), writers().length)}</span></Show></header>
      <div ref={host} class={styles.host} />
      <Show when={!editor() || failed()}><p class={styles.plain}>{profile.store.note()?.toString()}</p></Show>
    </section>
  );
}
