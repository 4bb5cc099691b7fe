/** Says truthfully that joining is not here yet, and what helps today. */
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { firstRunWords } from './words';
import styles from './FirstRunPage.module.css';

export interface JoinDialogProps { readonly open: boolean; onOpenChange(open: boolean): void; onImport(): void }

export function JoinDialog(props: JoinDialogProps) {
  const words = firstRunWords;
  return (
    <Dialog open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} title={words().joinTitle}>
      <div class={styles.form}>
        <p>{words().joinBody}</p>
        <p class={styles.hint}>{words().joinToday}</p>
        <div class={styles.actions}>
          <Button onPress={() => { props.onOpenChange(false); }}>{words().close}</Button>
          <Button kind="primary" onPress={() => { props.onImport(); }}>{words().joinImport}</Button>
        </div>
      </div>
    </Dialog>
  );
}
