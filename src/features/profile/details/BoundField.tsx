/**
 * A text field bound to one customer field: saves itself while one types, shows where the value comes from, and opens
 * its history. What is typed is kept even when it is not valid; the message says how to mend it.
 */
import { Show, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { TextField } from '../../../ui/TextField';
import type { TextFieldProps } from '../../../ui/TextField';
import { useProfile } from '../profile-context';
import { FactLine } from '../history/FactLine';
import styles from './BoundField.module.css';

/** Quiet time after the last key before the field is stored; SPEC asks for saved within 150 ms of it. */
const PAUSE_MS = 50;

export interface BoundFieldProps {
  readonly field: string;
  readonly label: string;
  readonly value?: string | undefined;
  /** Turns the text into what is stored; default: the text itself under `field`. */
  readonly onStore?: ((text: string) => void) | undefined;
  readonly error?: ((text: string) => string | undefined) | undefined;
  readonly type?: TextFieldProps['type'];
  readonly inputmode?: TextFieldProps['inputmode'];
  readonly autocomplete?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly multiline?: boolean | undefined;
  readonly help?: string | undefined;
  readonly trailing?: TextFieldProps['trailing'];
  /** An item of a list: emptying it removes it, so that waits until the field is left; one may only be typing it anew. */
  readonly removesWhenEmpty?: boolean | undefined;
}

export function BoundField(props: BoundFieldProps) {
  const profile = useProfile();
  const [draft, setDraft] = createSignal<string>();
  const [left, setLeft] = createSignal(true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending: (() => void) | undefined;
  let handedOver: (() => void) | undefined;
  let isOurs = false;

  const stored = () => props.value ?? profile.text(props.field);
  const value = () => draft() ?? stored();
  const store = (text: string) => (props.onStore ? props.onStore(text) : profile.setField(props.field, text, props.label, true));
  const flush = () => {
    clearTimeout(timer);
    if (!pending) return;
    const [hand, done] = [pending, handedOver];
    pending = handedOver = undefined;
    isOurs = true;
    hand();
    // Only when the book has it does it say "Saving" by itself; nothing may say "Saved" in between.
    setTimeout(() => {
      isOurs = false;
      done?.();
    }, 0);
  };
  const handleInput = (text: string) => {
    setDraft(text);
    setLeft(false);
    // eslint-disable-next-line solid/reactivity -- runs once, from a timer or the field's end; nothing to track
    pending = () => { store(text); };
    handedOver ??= profile.holdTyping(flush);
    clearTimeout(timer);
    if (text.trim() !== '' || !props.removesWhenEmpty) timer = setTimeout(flush, PAUSE_MS);
  };
  const handleCommit = () => {
    flush();
    setLeft(true);
    setDraft(undefined);
  };
  onCleanup(flush);
  // What was typed stands as typed while the field has the focus, unless somebody else has written since.
  createEffect(on(stored, () => { if (!pending && !isOurs) setDraft(undefined); }, { defer: true }));
  // Half a word is no mistake: complain only once the field is left.
  const error = () => (left() && value() ? props.error?.(value()) : undefined);

  return (
    <div class={styles.bound} data-empty={value() === '' ? '' : undefined}>
      <TextField
        label={props.label} value={value()} onInput={handleInput} onCommit={handleCommit} error={error()} type={props.type} inputmode={props.inputmode}
        autocomplete={props.autocomplete ?? 'off'} placeholder={props.placeholder} help={props.help} multiline={props.multiline} trailing={props.trailing} readOnly={profile.readOnly()}
      />
      <Show when={stored()}><FactLine field={props.field} label={props.label} class={styles.fact} /></Show>
    </div>
  );
}
