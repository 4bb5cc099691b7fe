/** The code that lets an owner back in, shown once: to be printed, not to be clicked away by chance. */
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { teamWords } from './words';
import styles from './Team.module.css';

export function RecoveryKit(props: { readonly code: string; onDone(): void }) {
  const words = teamWords;
  return (
    <Card as="section" label={words().kitTitle} class={cx(styles.stack, styles.kit)}>
      <h2>{words().kitTitle}</h2>
      <p class={styles.muted}>{words().kitBody}</p>
      <output class={styles.kitCode} aria-label={words().kitCode}>{props.code}</output>
      <div class={styles.actions}>
        <Button icon="printer" onPress={() => { print(); }}>{words().print}</Button>
        <Button icon="check" onPress={() => { props.onDone(); }}>{words().kitDone}</Button>
      </div>
    </Card>
  );
}
