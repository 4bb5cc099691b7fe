/**
 * Stands before everything else in a Safari tab on an iPad or iPhone: such a tab's storage is separate from the installed
 * app's and is cleared after seven unused days, so installing comes before typing. It can be passed.
 */
import { Button } from '../../ui/Button';
import { InstallSteps } from './InstallSteps';
import { firstRunWords } from './words';
import styles from './FirstRunPage.module.css';

export default function InstallGate(props: { onContinue(): void }) {
  const words = firstRunWords;
  return (
    <main class={styles.page}>
      <div class={styles.brand}><span class={styles.mark} aria-hidden="true">R</span>Regulars</div>
      <div class={styles.narrow}>
        <header><h1>{words().installTitle}</h1><p class={styles.lead}>{words().installLead}</p></header>
        <InstallSteps />
        <p class={styles.hint}>{words().installNote}</p>
        <div><Button onPress={() => { props.onContinue(); }}>{words().continueAnyway}</Button></div>
      </div>
    </main>
  );
}
