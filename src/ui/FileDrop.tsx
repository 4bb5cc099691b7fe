/**
 * Files by a visible, labelled file input or by dropping them on the area. Hands over what was chosen; whether a file is of use
 * is for the caller to find out and to say (dropped files are not held to `accept`).
 */
import { createSignal } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import { cx } from './cx';
import { uiWords } from './words';
import styles from './FileDrop.module.css';

export interface FileDropProps {
  /** Name of the file input, shown as the button's words. */
  readonly label: string;
  /** As in HTML: ".csv,text/csv". */
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  readonly onFiles: (files: readonly File[]) => void;
  readonly help?: JSX.Element;
  readonly disabled?: boolean | undefined;
  readonly class?: string | undefined;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

export function FileDrop(props: FileDropProps): JSX.Element {
  const [over, setOver] = createSignal(false);
  const give = (files: readonly File[]) => {
    if (files.length > 0) props.onFiles(props.multiple ? files : files.slice(0, 1));
  };
  const handleDrag = (event: DragEvent) => {
    if (!hasFiles(event) || props.disabled) return;
    event.preventDefault();
    setOver(true);
  };
  const handleLeave = (event: DragEvent & { currentTarget: HTMLElement }) => {
    // leaving for a child is no leaving
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  const handleDrop = (event: DragEvent) => {
    if (!hasFiles(event) || props.disabled) return;
    event.preventDefault();
    setOver(false);
    give([...(event.dataTransfer?.files ?? [])]);
  };
  return (
    <div class={cx(styles.drop, over() && styles.over, props.class)} onDragEnter={handleDrag} onDragOver={handleDrag} onDragLeave={handleLeave} onDrop={handleDrop}>
      <Icon name="upload" class={styles.icon} />
      <label class={styles.choose}>
        {props.label}
        <input
          type="file" class={styles.input} accept={props.accept} multiple={props.multiple ?? false} disabled={props.disabled ?? false}
          onChange={(event) => {
            give([...(event.currentTarget.files ?? [])]);
            // so that the same file can be chosen again after it was mended
            event.currentTarget.value = '';
          }}
        />
      </label>
      <p class={styles.hint}>{over() ? uiWords().dropNow : uiWords().dropHere}</p>
      {props.help}
    </div>
  );
}
