/** There was a book and its storage is empty: bring it back first; an empty book is the last choice, never the default. */
import { createSignal } from 'solid-js';
import type { JSX } from 'solid-js';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import type { Canary } from '../../state/book-canary';
import { StartBookDialog } from './StartBookDialog';
import { firstRunWords } from './words';
import styles from './FirstRunPage.module.css';

export interface LostBookPageProps {
  readonly canary: Canary;
  onStarted(next: 'customers' | 'import'): void;
  onReload(): void;
  readonly now: () => number;
  /** How to come back to the team whose book it was: by the recovery kit, or by an invitation. */
  readonly joinForm: (isByKit: boolean) => JSX.Element;
}

export default function LostBookPage(props: LostBookPageProps) {
  const words = firstRunWords;
  const [dialog, setDialog] = createSignal<'customers' | 'import'>();
  const [back, setBack] = createSignal<'invitation' | 'kit'>();
  return (
    <main class={styles.page}>
      <div class={styles.brand}><span class={styles.mark} aria-hidden="true">R</span>Regulars</div>
      <div class={styles.narrow}>
        <header>
          <h1>{words().lostTitle}</h1>
          <p class={styles.lead}>{words().lostLead(props.canary.name, props.canary.customers)}</p>
          <p class={styles.hint}>{words().lostWhy}</p>
        </header>
        <div class={styles.option}><Button kind="primary" icon="import" onPress={() => setDialog('import')}>{words().lostImport}</Button><p class={styles.hint}>{words().lostImportText}</p></div>
        <div class={styles.option}>
          <div class={styles.ways}><Button icon="qr" onPress={() => setBack('invitation')}>{words().join}</Button><Button icon="printer" onPress={() => setBack('kit')}>{words().lostKit}</Button></div>
          <p class={styles.hint}>{words().lostTeamText}</p>
        </div>
        <div class={styles.option}><Button icon="refresh" onPress={() => { props.onReload(); }}>{words().lostReload}</Button><p class={styles.hint}>{words().lostReloadText}</p></div>
        <div class={styles.option}><Button kind="quiet" onPress={() => setDialog('customers')}>{words().lostFresh}</Button><p class={styles.hint}>{words().lostFreshText}</p></div>
      </div>
      <StartBookDialog open={dialog() !== undefined} onOpenChange={(open) => { if (!open) setDialog(undefined); }} now={props.now} onStarted={() => { props.onStarted(dialog() ?? 'customers'); }} />
      <Dialog open={back() !== undefined} onOpenChange={(open) => { if (!open) setBack(undefined); }} title={words().joinTitle}>{props.joinForm(back() === 'kit')}</Dialog>
    </main>
  );
}
