/**
 * What has just happened, in the past tense, with Undo. Ten seconds, held while pointed at or focused; a `late` toast
 * (something failed) stays until it is dismissed. Read out politely; never takes the focus.
 */
import { For, Show, createSignal, onCleanup, onMount } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import { IconButton } from './Button';
import { cx } from './cx';
import { uiWords } from './words';
import styles from './Toast.module.css';

export interface ToastMessage {
  readonly message: string;
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly tone?: 'plain' | 'late' | undefined;
  /** Default 10,000; `late` stays. */
  readonly timeoutMs?: number | undefined;
}

interface Shown extends ToastMessage { readonly id: number }

const TIMEOUT_MS = 10_000;
/** More would cover the page; the oldest leaves. */
const MOST_AT_ONCE = 3;

const [toasts, setToasts] = createSignal<readonly Shown[]>([]);
let lastId = 0;

function show(toast: ToastMessage): void {
  lastId += 1;
  setToasts((all) => [...all, { ...toast, id: lastId }].slice(-MOST_AT_ONCE));
}

function dismiss(id: number): void {
  setToasts((all) => all.filter((toast) => toast.id !== id));
}

/** Needs one mounted `ToastHost`. May be called anywhere, also after an `await`. */
export function useToast(): (toast: ToastMessage) => void {
  return show;
}

function ToastCard(props: { readonly toast: Shown }): JSX.Element {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leave = () => { dismiss(props.toast.id); };
  const hold = () => { clearTimeout(timer); };
  const run = () => {
    hold();
    const stays = props.toast.tone === 'late' && props.toast.timeoutMs === undefined;
    if (!stays) timer = setTimeout(leave, props.toast.timeoutMs ?? TIMEOUT_MS);
  };
  onMount(run);
  onCleanup(hold);
  const handleAction = () => {
    props.toast.action?.onPress();
    leave();
  };
  return (
    <li class={styles.toast} onPointerEnter={hold} onPointerLeave={run} onFocusIn={hold} onFocusOut={run}>
      <Show when={props.toast.tone === 'late'}><Icon name="alert" class={styles.alert} /></Show>
      <span class={styles.message}>{props.toast.message}</span>
      <Show when={props.toast.action}>{(action) => <button type="button" class={styles.action} onClick={handleAction}>{action().label}</button>}</Show>
      <Show when={props.toast.tone === 'late' || !props.toast.action}><IconButton icon="x" label={uiWords().dismiss} onPress={leave} class={styles.close} /></Show>
    </li>
  );
}

/** Shows the toasts, which leave with it; mount once, near the root. The live region is always there, or screen readers miss the first one. */
export function ToastHost(props: { readonly class?: string | undefined }): JSX.Element {
  onCleanup(() => { setToasts([]); });
  return (
    <section class={cx(styles.host, props.class)} aria-label={uiWords().messages}>
      <ol class={styles.list} aria-live="polite" aria-relevant="additions text">
        <For each={toasts()}>{(toast) => <ToastCard toast={toast} />}</For>
      </ol>
    </section>
  );
}
