/** The code that lets an owner back in, shown once, on the sheet that is printed: to be kept on paper, not to be clicked away by chance. */
import { For } from 'solid-js';
import { useActor } from '../../state/book-context';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { useFormat } from '../../ui/i18n';
import { manageWords } from './manage-words';
import { teamWords } from './words';
import styles from './Team.module.css';

export function RecoveryKit(props: { readonly code: string; readonly teamName: string; onDone(): void }) {
  const words = teamWords, more = manageWords;
  const format = useFormat();
  const actor = useActor();
  return (
    <Card as="section" label={words().kitTitle} class={cx(styles.stack, styles.kit)}>
      <header class={styles.kitHead}><h2>{words().kitTitle}</h2><p class={styles.muted}>{more().kitForTeam(props.teamName)} · {more().kitMadeOn(format.day(new Date(actor.now()).toISOString()))}</p></header>
      <p class={cx(styles.muted, styles.kitScreen)}>{words().kitBody}</p>
      <div><span class={styles.label}>{words().kitCode}</span><output class={styles.kitCode} aria-label={words().kitCode}>{props.code}</output></div>
      <div class={styles.kitSteps}>
        <h3 class={styles.label}>{more().kitStepsTitle}</h3>
        <ol class={styles.steps}><For each={more().kitSteps}>{(step) => <li>{step}</li>}</For></ol>
      </div>
      <p class={styles.kitCare}>{more().kitCare}</p>
      <div class={styles.actions}>
        <Button kind="primary" icon="printer" onPress={() => { print(); }}>{words().print}</Button>
        <Button icon="check" onPress={() => { props.onDone(); }}>{words().kitDone}</Button>
      </div>
    </Card>
  );
}
