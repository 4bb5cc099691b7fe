/** How to install, in this browser's terms; with the browser's own prompt where it offers one. */
import { Show } from 'solid-js';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { InstallSteps } from './InstallSteps';
import type { InstallOffer } from './install-offer';
import { firstRunWords } from './words';
import styles from './FirstRunPage.module.css';

export interface InstallHelpProps { readonly install: InstallOffer; readonly open: boolean; onOpenChange(open: boolean): void }

export function InstallHelp(props: InstallHelpProps) {
  const words = firstRunWords;
  return (
    <Dialog open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} title={words().installOtherTitle}>
      <div class={styles.form}>
        <Show when={props.install.isAppleTab} fallback={<p>{words().installOther}</p>}><InstallSteps /></Show>
        <div class={styles.actions}>
          <Button onPress={() => { props.onOpenChange(false); }}>{words().close}</Button>
          <Show when={props.install.canPrompt()}><Button kind="primary" icon="download" onPress={() => { props.install.prompt(); }}>{words().installNow}</Button></Show>
        </div>
      </div>
    </Dialog>
  );
}
