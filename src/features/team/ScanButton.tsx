/** Within a field: takes by the camera what could be pasted too. */
import { Show, createSignal } from 'solid-js';
import { Button } from '../../ui/Button';
import { QrScanner, type QrScannerProps } from '../../ui/QrScanner';
import { scanWords } from '../../ui/scan-words';

export function ScanButton(props: Pick<QrScannerProps, 'onText'>) {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <>
      <Button kind="quiet" icon="camera" onPress={() => setIsOpen(true)}>{scanWords().scan}</Button>
      <Show when={isOpen()}><QrScanner onText={(text) => props.onText(text)} onClose={() => setIsOpen(false)} /></Show>
    </>
  );
}
