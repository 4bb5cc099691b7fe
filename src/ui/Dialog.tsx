/**
 * A question or a small form over the page (Kobalte Dialog: focus stays inside, Escape closes, focus returns to where it
 * was, the page behind is inert). The title names it. For what can be undone take a toast instead.
 */
import * as KDialog from '@kobalte/core/dialog';
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { IconButton } from './Button';
import { cx } from './cx';
import { createFocusReturn, focusMarked } from './layer';
import { uiWords } from './words';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** One sentence that is read out together with the title. */
  readonly description?: JSX.Element;
  readonly children?: JSX.Element;
  /** Buttons at the end: the way out first, the deed last. */
  readonly actions?: JSX.Element;
  readonly wide?: boolean | undefined;
  /** A cross in the corner; default only without `actions`. */
  readonly closeButton?: boolean | undefined;
  readonly class?: string | undefined;
}

export function Dialog(props: DialogProps): JSX.Element {
  const returnFocus = createFocusReturn(() => props.open);
  return (
    <KDialog.Root open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} modal>
      <KDialog.Portal>
        <KDialog.Overlay class={styles.scrim} />
        <div class={styles.place}>
          <KDialog.Content onOpenAutoFocus={focusMarked} onCloseAutoFocus={returnFocus} class={cx(styles.dialog, props.wide && styles.wide, props.class)}>
            <header class={styles.header}>
              <KDialog.Title class={styles.title}>{props.title}</KDialog.Title>
              <Show when={props.closeButton ?? props.actions === undefined}><IconButton icon="x" label={uiWords().close} onPress={() => { props.onOpenChange(false); }} /></Show>
            </header>
            <Show when={props.description}><KDialog.Description class={styles.description}>{props.description}</KDialog.Description></Show>
            <Show when={props.children}><div class={styles.body}>{props.children}</div></Show>
            <Show when={props.actions}><div class={styles.actions}>{props.actions}</div></Show>
          </KDialog.Content>
        </div>
      </KDialog.Portal>
    </KDialog.Root>
  );
}
