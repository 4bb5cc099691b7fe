/** A form beside the page: slides in from the end of the line, from below on a phone. A dialog in all but its place. */
import * as KDialog from '@kobalte/core/dialog';
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { IconButton } from './Button';
import { cx } from './cx';
import { createFocusReturn, focusMarked } from './layer';
import { uiWords } from './words';
import styles from './Dialog.module.css';

export interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly children?: JSX.Element;
  readonly actions?: JSX.Element;
  readonly class?: string | undefined;
}

export function Sheet(props: SheetProps): JSX.Element {
  const returnFocus = createFocusReturn(() => props.open);
  return (
    <KDialog.Root open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} modal>
      <KDialog.Portal>
        <KDialog.Overlay class={styles.scrim} />
        <KDialog.Content onOpenAutoFocus={focusMarked} onCloseAutoFocus={returnFocus} class={cx(styles.sheet, props.class)}>
          <header class={styles.header}>
            <KDialog.Title class={styles.title}>{props.title}</KDialog.Title>
            <IconButton icon="x" label={uiWords().close} onPress={() => { props.onOpenChange(false); }} />
          </header>
          <div class={styles.body}>{props.children}</div>
          <Show when={props.actions}><div class={styles.actions}>{props.actions}</div></Show>
        </KDialog.Content>
      </KDialog.Portal>
    </KDialog.Root>
  );
}
