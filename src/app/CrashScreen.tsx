/** A defect stopped a page: says what that means for the data, and offers a way on. Needs no book to be shown. */
import { Show, createEffect, on } from 'solid-js';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { appWords } from './words';
import styles from './Shell.module.css';

export interface CrashScreenProps {
  readonly error: unknown;
  readonly inPage?: boolean;
  /** When it changes, the page is tried again. */
  readonly place?: string;
  readonly reset?: () => void;
  readonly onRescue?: (() => void) | undefined;
}

export function CrashScreen(props: CrashScreenProps) {
  const words = appWords;
  createEffect(on(() => props.place, () => { props.reset?.(); }, { defer: true }));
  const detail = () => (props.error instanceof Error ? props.error.message : String(props.error));
  return (
    <div class={cx(styles.screen, props.inPage && styles.inPage)} role="alert">
      <header><h1>{words().crashTitle}</h1><p class={styles.lead}>{words().crashBody}</p></header>
      <p class={styles.detail}>{words().crashDetail}: {detail()}</p>
      <div class={styles.actions}>
        <Button kind="primary" icon="refresh" onPress={() => { location.reload(); }}>{words().reload}</Button>
        <Show when={props.onRescue}>{(onRescue) => <Button icon="download" onPress={() => { onRescue()(); }}>{words().saveRescue}</Button>}</Show>
      </div>
    </div>
  );
}
