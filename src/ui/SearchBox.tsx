/** A search field: searchbox by role, clears with its button or Escape, and shows the key that jumps to it. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import { IconButton } from './Button';
import { Kbd } from './Kbd';
import { cx } from './cx';
import { uiWords } from './words';
import field from './Field.module.css';
import styles from './SearchBox.module.css';

export interface SearchBoxProps {
  /** The accessible name; not shown. */
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  /** Default: the label. */
  readonly placeholder?: string | undefined;
  readonly shortcutHint?: string | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly ref?: ((element: HTMLInputElement) => void) | HTMLInputElement | undefined;
  readonly class?: string | undefined;
}

export function SearchBox(props: SearchBoxProps): JSX.Element {
  let input: HTMLInputElement | undefined;
  const takeRef = (element: HTMLInputElement) => {
    input = element;
    if (typeof props.ref === 'function') props.ref(element);
  };
  const clear = () => {
    props.onInput('');
    input?.focus();
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    props.onKeyDown?.(event);
    if (event.key === 'Escape' && !event.defaultPrevented && props.value !== '') {
      event.preventDefault();
      clear();
    }
  };
  return (
    <div class={cx(field.control, styles.box, props.class)}>
      <Icon name="search" />
      <input
        ref={(element) => { takeRef(element); }} type="search" role="searchbox" class={field.input} aria-label={props.label} placeholder={props.placeholder ?? props.label}
        value={props.value} autocomplete="off" autocapitalize="off" spellcheck={false} enterkeyhint="search"
        onInput={(event) => { props.onInput(event.currentTarget.value); }} onKeyDown={handleKeyDown}
      />
      <Show when={props.value !== ''} fallback={<Show when={props.shortcutHint}>{(hint) => <Kbd class={styles.hint}>{hint()}</Kbd>}</Show>}>
        <IconButton icon="x" label={uiWords().clearSearch} onPress={clear} class={styles.clear} />
      </Show>
    </div>
  );
}
