/** Reads a QR code by the camera: a dialog that is there while it looks, and ends by itself. The lamp of the camera goes out with it, however it ends. */
import { Match, Show, Switch, onMount } from 'solid-js';
import type { JSX } from 'solid-js';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { openCamera, type OpenCamera } from './camera';
import { cx } from './cx';
import { createScanning, type ScanState, type ScanningOptions } from './qr-scanning';
import { scanWords } from './scan-words';
import styles from './QrScanner.module.css';

export interface QrScannerProps {
  /** Says what is wrong with a text that was read; nothing: it was taken, and the scanner goes. */
  readonly onText: ScanningOptions['onText'];
  onClose(): void;
  readonly openCamera?: OpenCamera | undefined;
}

export function QrScanner(props: QrScannerProps): JSX.Element {
  const words = scanWords;
  // eslint-disable-next-line solid/reactivity -- the camera is chosen once
  const { state, begin } = createScanning({ openCamera: props.openCamera ?? openCamera, onText: (text) => props.onText(text), onDone: () => { props.onClose(); } });
  let video!: HTMLVideoElement;
  onMount(() => { begin(video); });
  const inState = <K extends ScanState['kind']>(kind: K) => { const current = state(); return current.kind === kind ? (current as Extract<ScanState, { kind: K }>) : undefined; };
  return (
    <Dialog open onOpenChange={(isOpen) => { if (!isOpen) props.onClose(); }} title={words().title}>
      <div class={cx(styles.finder, inState('failed') && styles.gone)}>
        <video ref={video} class={cx(styles.video, inState('looking')?.isFacingUser && styles.mirrored)} playsinline muted aria-hidden="true" />
      </div>
      <div class={styles.said} role="status">
        <Switch>
          <Match when={inState('asking')}><p>{words().asking}</p></Match>
          <Match when={inState('looking')}>{(looking) => (
            <Show when={looking().problem} fallback={<p>{looking().isSlow ? words().slow : words().aim}</p>}>{(problem) => <p class={styles.problem}>{problem()}</p>}</Show>
          )}</Match>
          <Match when={inState('taking')}><p>{words().taking}</p></Match>
          <Match when={inState('failed')}>{(failed) => <p class={styles.problem}>{words().failures[failed().failure]}</p>}</Match>
        </Switch>
      </div>
      <Show when={inState('failed')}><div><Button icon="camera" onPress={() => { begin(video); }}>{words().again}</Button></div></Show>
    </Dialog>
  );
}
