/** The three steps of installing from Safari on an iPad or iPhone. */
import { For } from 'solid-js';
import { Icon } from '../../ui/Icon';
import { firstRunWords } from './words';
import styles from './FirstRunPage.module.css';

export function InstallSteps() {
  const words = firstRunWords;
  const steps = () => [
    { icon: 'upload', text: words().installStep1 }, { icon: 'plus', text: words().installStep2 }, { icon: 'home', text: words().installStep3 },
  ] as const;
  return (
    <ol class={styles.steps}>
      <For each={steps()}>{(step) => <li class={styles.step}><span class={styles.tile}><Icon name={step.icon} /></span><span>{step.text}</span></li>}</For>
    </ol>
  );
}
