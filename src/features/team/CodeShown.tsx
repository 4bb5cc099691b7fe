/** A text for another device to take: as a picture to scan, to read, to copy, to share. */
import { Show, createMemo } from 'solid-js';
import encodeQr from 'qr';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/TextField';
import { useToast } from '../../ui/Toast';
import { cx } from '../../ui/cx';
import styles from './Team.module.css';

export interface CodeShownProps {
  readonly text: string;
  readonly label: string;
  /** Of the picture, for those who do not see it. */
  readonly picture: string;
  readonly copy: string;
  readonly copied: string;
  /** The button of the share sheet, for an address. */
  readonly share?: string | undefined;
}

/** From here on its modules need the width of the panel to be told apart by a camera. */
const LONG = 300;

export function CodeShown(props: CodeShownProps) {
  const toast = useToast();
  const modules = createMemo(() => encodeQr(props.text, 'raw', { ecc: 'low', border: 1 }));
  const path = () => modules().flatMap((row, y) => row.map((on, x) => (on ? `M${String(x)} ${String(y)}h1v1h-1z` : ''))).join('');
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    toast({ message: props.copied });
  };
  // A share sheet that is dismissed rejects; nothing has happened then.
  const share = () => { navigator.share({ url: props.text }).catch(() => undefined); };
  return (
    <>
      <div class={cx(styles.qr, props.text.length > LONG && styles.dense)}><svg viewBox={`0 0 ${String(modules().length)} ${String(modules().length)}`} role="img" aria-label={props.picture} shape-rendering="crispEdges"><path fill="#1b1813" d={path()} /></svg></div>
      <TextField label={props.label} value={props.text} readOnly />
      <div class={styles.actions}>
        <Button icon="copy" onPress={() => { void copy(); }}>{props.copy}</Button>
        <Show when={'share' in navigator && props.share}>{(label) => <Button icon="upload" onPress={share}>{label()}</Button>}</Show>
      </div>
    </>
  );
}
