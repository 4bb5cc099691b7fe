/** The shared note. The editor is loaded when a profile is first opened; until then the text is there to read. */
import { Show, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { afterPaint } from '../../../ui/Later';
import { useBook } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import type { mountNoteEditor } from './note-editor';
import styles from './Note.module.css';

export function NoteCard() {
  const profile = useProfile();
  const book = useBook();
  const t = useProfileWords();
  const [mounted, setMounted] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  let host!: HTMLDivElement;

  createEffect(on(() => profile.store.note(), (note) => {
    if (!note) return;
    let editor: ReturnType<typeof mountNoteEditor> | undefined;
    let gone = false;
    const mount = (create: typeof mountNoteEditor): void => {
      if (gone) return;
      editor = create({
        parent: host, note, label: t.note, placeholder: t.notePlaceholder, boxLabel: t.noteBox, readOnly: profile.readOnly(),
        onBlur: () => { void book.flush(); },
      });
      setMounted(true);
    };
    const forget = afterPaint(() => {
      void import('./note-editor').then((module) => { mount(module.mountNoteEditor); }, () => setFailed(true)); // the chunk could not be fetched: the text stays readable below
    });
    onCleanup(() => { gone = true; forget(); editor?.destroy(); });
  }));

  return (
    <section class={styles.note} aria-label={t.sharedNote}>
      <header class={styles.head}><h2>{t.sharedNote}</h2><span class={styles.hint}>{t.noteHint}</span></header>
      <div ref={host} class={styles.host} />
      <Show when={!mounted() || failed()}><p class={styles.plain}>{profile.store.note()?.toString()}</p></Show>
    </section>
  );
}
