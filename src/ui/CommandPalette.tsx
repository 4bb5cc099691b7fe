/**
 * Type, arrow, Enter: one box that finds actions and things. Generic: the owner searches, at once or later; an answer
 * that comes after a newer question is dropped. ARIA combobox with a listbox, inside a modal dialog.
 */
import * as KDialog from '@kobalte/core/dialog';
import { For, Show, createEffect, createSignal, createUniqueId, on, untrack } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { Kbd } from './Kbd';
import { VisuallyHidden } from './VisuallyHidden';
import { cx } from './cx';
import { createFocusReturn } from './layer';
import { uiWords } from './words';
import dialog from './Dialog.module.css';
import list from './Popover.module.css';
import styles from './CommandPalette.module.css';

export interface CommandItem {
  readonly id: string;
  readonly label: string;
  /** Small, at the end: a key, a place, a kind. */
  readonly hint?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly onSelect: () => void;
}

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onFocus?: ((box: HTMLInputElement) => void) | undefined;
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly search: (text: string) => readonly CommandItem[] | Promise<readonly CommandItem[]>;
  readonly class?: string | undefined;
}

export function CommandPalette(props: CommandPaletteProps): JSX.Element {
  const id = createUniqueId();
  const returnFocus = createFocusReturn(() => props.open);
  const [text, setText] = createSignal('');
  const [items, setItems] = createSignal<readonly CommandItem[]>([]);
  const [active, setActive] = createSignal(0);
  let question = 0;
  const show = (found: readonly CommandItem[]) => {
    setItems(found);
    setActive(0);
  };
  const ask = (words: string) => {
    question += 1;
    const asked = question;
    const answer = untrack(() => props.search(words));
    if (!(answer instanceof Promise)) {
      show(answer);
      return;
    }
    void answer.then((found) => { if (asked === question) show(found); }, (reason: unknown) => {
      if (asked === question) show([]);
      // a failed search is a defect of the owner's: let the page's handler report it
      reportError(reason);
    });
  };
  createEffect(on(() => props.open, (open) => {
    if (!open) return;
    setText('');
    ask('');
  }));
  const choose = (item: CommandItem | undefined) => {
    if (!item) return;
    props.onOpenChange(false);
    item.onSelect();
  };
  const move = (to: number) => {
    const count = items().length;
    if (count === 0) return;
    setActive((to + count) % count);
    document.getElementById(`${id}-${String(active())}`)?.scrollIntoView?.({ block: 'nearest' });
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') move(active() + 1);
    else if (event.key === 'ArrowUp') move(active() - 1);
    else if (event.key === 'Enter') choose(items()[active()]);
    else return;
    event.preventDefault();
  };
  const handleInput = (words: string) => {
    setText(words);
    ask(words);
  };
  return (
    <KDialog.Root open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} modal>
      <KDialog.Portal>
        <KDialog.Overlay class={dialog.scrim} />
        <div class={cx(dialog.place, styles.place)}>
          <KDialog.Content onCloseAutoFocus={returnFocus} class={cx(styles.palette, props.class)}>
            <KDialog.Title class={styles.title}>{props.label}</KDialog.Title>
            <div class={styles.top}>
              <Icon name="search" />
              <input
                class={styles.input} role="combobox" aria-label={props.label} aria-expanded={items().length > 0} aria-controls={`${id}-list`} aria-autocomplete="list"
                aria-activedescendant={items().length > 0 ? `${id}-${String(active())}` : undefined} placeholder={props.placeholder ?? props.label} value={text()}
                autocomplete="off" spellcheck={false} onFocus={(event) => props.onFocus?.(event.currentTarget)} onInput={(event) => { handleInput(event.currentTarget.value); }} onKeyDown={handleKeyDown}
              />
              <Kbd>Esc</Kbd>
            </div>
            <div id={`${id}-list`} role="listbox" aria-label={props.label} class={styles.list} hidden={items().length === 0}>
              <For each={items()}>
                {(item, index) => (
                  <div
                    id={`${id}-${String(index())}`} role="option" aria-selected={index() === active()} class={list.item} data-highlighted={index() === active() ? '' : undefined}
                    onPointerMove={() => setActive(index())} onClick={() => { choose(item); }}
                  >
                    <Show when={item.icon}>{(icon) => <Icon name={icon()} />}</Show>
                    <span class={list.words}>{item.label}</span>
                    <Show when={item.hint}><span class={styles.hint}>{item.hint}</span></Show>
                  </div>
                )}
              </For>
            </div>
            <Show when={items().length === 0}><p class={styles.none}>{uiWords().noMatch}</p></Show>
            <VisuallyHidden role="status">{uiWords().results(items().length)}</VisuallyHidden>
          </KDialog.Content>
        </div>
      </KDialog.Portal>
    </KDialog.Root>
  );
}
