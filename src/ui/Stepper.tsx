/** Where one stands in a wizard. `current` counts from 0; a current of `steps.length` means that all is done. */
import { For, Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import { VisuallyHidden } from './VisuallyHidden';
import { cx } from './cx';
import { uiWords } from './words';
import styles from './Stepper.module.css';

export interface StepperProps { readonly label?: string | undefined; readonly steps: readonly string[]; readonly current: number; readonly class?: string | undefined }

export function Stepper(props: StepperProps): JSX.Element {
  const isDone = (index: number) => index < props.current;
  return (
    <ol class={cx(styles.stepper, props.class)} aria-label={props.label ?? uiWords().step(Math.min(props.current + 1, props.steps.length), props.steps.length)}>
      <For each={props.steps}>
        {(step, index) => (
          <li class={cx(styles.step, isDone(index()) && styles.done, index() === props.current && styles.on)} aria-current={index() === props.current ? 'step' : undefined}>
            <span class={styles.disc} aria-hidden="true"><Show when={isDone(index())} fallback={index() + 1}><Icon name="check" size="s" /></Show></span>
            <span class={styles.words}>{step}<Show when={isDone(index())}><VisuallyHidden>{` (${uiWords().done})`}</VisuallyHidden></Show></span>
          </li>
        )}
      </For>
    </ol>
  );
}
