/**
 * The first screen of a device without a book: three ways to begin, and three truths about where data lives. It creates
 * nothing by itself.
 */
import { For, Show, createSignal, onCleanup } from 'solid-js';
import type { JSX } from 'solid-js';
import { useBook } from '../../state/book-context';
import { Icon } from '../../ui/Icon';
import type { IconName } from '../../ui/Icon';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { cx } from '../../ui/cx';
import { InstallHelp } from './InstallHelp';
import { Dialog } from '../../ui/Dialog';
import { StartBookDialog } from './StartBookDialog';
import { addSampleData } from './sample-data';
import type { InstallOffer } from './install-offer';
import { firstRunWords } from './words';
import styles from './FirstRunPage.module.css';

export interface FirstRunPageProps {
  /** The book is there; `next` is where the user wanted to go. */
  onStarted(next: 'customers' | 'import'): void;
  readonly now: () => number;
  readonly install: InstallOffer;
  /** How to join a team, and whether somebody came here to do just that. */
  readonly joinForm: JSX.Element;
  readonly isJoining: boolean;
  /** What the book was called that a team has taken from this device; undefined: this is the first run. */
  readonly removedFrom?: string | undefined;
}

export default function FirstRunPage(props: FirstRunPageProps) {
  const words = firstRunWords;
  const book = useBook();
  // eslint-disable-next-line solid/reactivity -- how this page was opened; it opens the dialog once
  const [dialog, setDialog] = createSignal<'start' | 'join' | 'install' | undefined>(props.isJoining ? 'join' : undefined);
  const [progress, setProgress] = createSignal<readonly [number, number]>();
  const [failed, setFailed] = createSignal(false);
  const isOpen = (name: ReturnType<typeof dialog>) => dialog() === name;
  const handleOpenChange = (open: boolean) => { if (!open) setDialog(undefined); };

  let isGone = false;
  onCleanup(() => { isGone = true; });

  const handleSample = async () => {
    setFailed(false);
    setProgress([0, 0]);
    const result = await addSampleData(book, props.now, (done, total) => setProgress([done, total]));
    setProgress(undefined);
    // The list shows as soon as there is somebody in it: whoever has gone on from there is not called back.
    if (result.ok && !isGone) props.onStarted('customers');
    if (!result.ok) setFailed(true);
  };
  return (
    <main class={styles.page}>
      <div class={styles.brand}>
        <span class={styles.mark} aria-hidden="true">R</span>Regulars
        <Show when={!props.install.isInstalled()}>
          <span class={styles.install}>
            <span class={styles.installWords}><Icon name="alert" size="xs" />{words().notInstalled}</span>
            <Button kind="link" onPress={() => setDialog('install')}>{words().howToInstall}</Button>
          </span>
        </Show>
      </div>
      <div class={styles.middle}>
        <Show when={props.removedFrom !== undefined}><Banner tone="late" title={words().removedTitle} body={words().removedBody(props.removedFrom ?? '')} /></Show>
        <div class={styles.hero}>
          <header><h1 class={styles.title}>{words().title}</h1><p class={styles.lead}>{words().lead}</p></header>
          <div class={styles.cards} aria-hidden="true">
            <div class={cx(styles.card, styles.behind)} />
            <div class={styles.card}><b class={styles.cardName}>{words().cardName}</b><span>{words().cardLine1}</span><span>{words().cardLine2}</span></div>
          </div>
        </div>
        <div class={styles.choices}>
          <Choice main icon="book" title={words().start} text={words().startText} go={words().startGo} onPress={() => setDialog('start')} />
          <Choice icon="qr" title={words().join} text={words().joinText} go={words().joinGo} onPress={() => setDialog('join')} />
          <Choice icon="bottle" title={words().sample} text={words().sampleText} go={words().sampleGo} disabled={progress() !== undefined} onPress={() => { void handleSample(); }} />
        </div>
        <p role="status" class={cx(failed() && styles.problem)}>
          <Show when={progress()}>{(step) => <>{words().sampleWorking(step()[0], step()[1])}</>}</Show>
          <Show when={failed()}>{words().sampleFailed}</Show>
        </p>
      </div>
      <Truths />
      <StartBookDialog open={isOpen('start')} onOpenChange={handleOpenChange} now={props.now} onStarted={() => { props.onStarted('customers'); }} />
      <Dialog open={isOpen('join')} onOpenChange={handleOpenChange} title={words().joinTitle}>{props.joinForm}</Dialog>
      <InstallHelp install={props.install} open={isOpen('install')} onOpenChange={handleOpenChange} />
    </main>
  );
}

interface ChoiceProps { readonly icon: IconName; readonly title: string; readonly text: string; readonly go: string; readonly main?: boolean; readonly disabled?: boolean; onPress(): void }

/** A whole card as one button; its name is its title alone, the rest describes it. */
function Choice(props: ChoiceProps) {
  const id = () => `choice-${props.icon}`;
  return (
    <button type="button" class={cx(styles.choice, props.main && styles.main)} aria-labelledby={id()} aria-describedby={`${id()}-text`} disabled={props.disabled} onClick={() => { props.onPress(); }}>
      <span class={styles.tile}><Icon name={props.icon} /></span>
      <span id={id()} class={styles.choiceTitle}>{props.title}</span>
      <span id={`${id()}-text`} class={styles.choiceText}>{props.text}</span>
      <span class={styles.go}>{props.go}<Icon name="arrow" size="s" /></span>
    </button>
  );
}

function Truths() {
  const words = firstRunWords;
  const truths = () => [
    { icon: 'tablet', title: words().truthDevices, text: words().truthDevicesText },
    { icon: 'lock', title: words().truthSwap, text: words().truthSwapText },
    { icon: 'copy', title: words().truthCopies, text: words().truthCopiesText },
  ] as const;
  return (
    <div class={styles.truths}>
      <For each={truths()}>{(truth) => (
        <div class={styles.truth}><span class={styles.truthIcon}><Icon name={truth.icon} /></span><span><b class={styles.truthTitle}>{truth.title}</b>{truth.text}</span></div>
      )}</For>
    </div>
  );
}
