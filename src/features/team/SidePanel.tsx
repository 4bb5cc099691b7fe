/** What was asked for, beside the list it belongs to. The focus goes back to what it was asked with. */
import { onCleanup, onMount } from 'solid-js';
import type { JSX } from 'solid-js';
import { IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface SidePanelProps {
  readonly title: string;
  /** Beside the title. */
  readonly note?: JSX.Element;
  readonly children: JSX.Element;
  onClose(): void;
}

export function SidePanel(props: SidePanelProps) {
  const opener = document.activeElement;
  let panel: HTMLDivElement | undefined;
  // Below another one it would be out of sight. (A page that has no layout has no such function.)
  onMount(() => { panel?.scrollIntoView?.({ block: 'nearest' }); });
  onCleanup(() => {
    if (opener instanceof HTMLElement && panel?.contains(document.activeElement)) opener.focus({ preventScroll: true });
  });
  return (
    <Card as="section" label={props.title}>
      <div class={styles.side} ref={(element) => { panel = element; }}>
        <div class={styles.sideHead}>
          <h2>{props.title}</h2>
          {props.note}
          <IconButton icon="x" label={teamWords().close} onPress={() => { props.onClose(); }} />
        </div>
        {props.children}
      </div>
    </Card>
  );
}
