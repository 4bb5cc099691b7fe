/** After a device has joined with customers of its own: who may be in the book twice now, until that has been looked at. */
import { For, Show, createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import type { CustomerId } from '../../domain/customer/fields';
import { useBook, useRows } from '../../state/book-context';
import { createSlicedRunner } from '../../state/slices';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Section';
import { forgetBroughtAlong, findDoubles, readBroughtAlong, type Double } from './brought-along';
import { manageWords } from './manage-words';
import styles from './Team.module.css';

/** Customers come in crowds while a book arrives. */
const QUIET_MS = 500;

export function PossiblyTwice() {
  const words = manageWords;
  const book = useBook();
  const rows = useRows();
  const runSliced = createSlicedRunner();
  const [brought, setBrought] = createSignal<readonly CustomerId[]>([]);
  const [doubles, setDoubles] = createSignal<readonly Double[]>([]);
  onMount(() => { void readBroughtAlong(book).then(setBrought); });
  createEffect(on([brought, () => rows.size()], ([ids]) => {
    if (ids.length === 0) return;
    let cancel: (() => void) | undefined;
    const timer = setTimeout(() => { cancel = runSliced(findDoubles(rows.index, ids), setDoubles); }, QUIET_MS);
    onCleanup(() => {
      clearTimeout(timer);
      cancel?.();
    });
  }));
  const finish = () => {
    setBrought([]);
    setDoubles([]);
    void forgetBroughtAlong(book);
  };
  return (
    <Show when={doubles().length > 0}>
      <Section title={words().twiceTitle} end={<Button kind="quiet" onPress={finish}>{words().twiceDone}</Button>}>
        <p class={styles.muted}>{words().twiceLead}</p>
        <ul class={styles.points} aria-label={words().twiceTitle}>
          <For each={doubles()}>{(double) => <li class={styles.twice}>{person(double.own, words().twiceOwn)}{person(double.theirs, words().twiceTheirs)}</li>}</For>
        </ul>
      </Section>
    </Show>
  );

  function person(id: CustomerId, from: string) {
    const row = () => rows.index.get(id);
    return <a class={styles.twin} href={`#/customers/${id}`}><b>{row()?.name}</b><span class={styles.small}>{[from, row()?.town].filter(Boolean).join(' · ')}</span></a>;
  }
}
