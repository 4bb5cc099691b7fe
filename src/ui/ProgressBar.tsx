/** How far it is, in words and as a bar, with a way to stop it. Without `max` it only says that something runs. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Button } from './Button';
import { useFormat } from './i18n';
import { cx } from './cx';
import { uiWords } from './words';
import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  readonly value: number;
  readonly max?: number | undefined;
  /** Shown at the end; default "120 of 300" as "120 / 300". */
  readonly valueText?: string | undefined;
  readonly tone?: 'accent' | 'due' | undefined;
  readonly onCancel?: (() => void) | undefined;
  readonly class?: string | undefined;
}

export function ProgressBar(props: ProgressBarProps): JSX.Element {
  const format = useFormat();
  const share = () => (props.max === undefined || props.max <= 0 ? 0 : Math.min(Math.max(props.value / props.max, 0), 1));
  const text = () => props.valueText ?? (props.max === undefined ? format.number(props.value) : `${format.number(props.value)} / ${format.number(props.max)}`);
  return (
    <div class={cx(styles.progress, props.class)}>
      <div class={styles.line}><span>{props.label}</span><span class={styles.value}>{text()}</span></div>
      <div
        class={cx(styles.bar, props.tone === 'due' && styles.due, props.max === undefined && styles.endless)} role="progressbar" aria-label={props.label} aria-valuetext={text()}
        aria-valuemin={0} aria-valuemax={props.max} aria-valuenow={props.max === undefined ? undefined : Math.min(props.value, props.max)}
      >
        <span class={styles.fill} style={{ 'inline-size': props.max === undefined ? '30%' : `${(share() * 100).toFixed(2)}%` }} />
      </div>
      <Show when={props.onCancel}>{(onCancel) => <Button class={styles.cancel} onPress={() => { onCancel()(); }}>{uiWords().cancel}</Button>}</Show>
    </div>
  );
}
