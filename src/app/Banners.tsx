/** What the whole app has to say, the gravest first and two at most: failures, a newer version, sample data. */
import { For, Show, createMemo, createSignal, onCleanup } from 'solid-js';
import type { JSX } from 'solid-js';
import type { StorageError } from '../replica/ports';
import { clockFinding } from '../state/clocks';
import { useMay } from '../state/may';
import { useTeamSync } from '../state/team-sync';
import { useActions, useActor, useBook, useBookStatus, useRows } from '../state/book-context';
import { Banner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { useFormat } from '../ui/i18n';
import { saveRescueFile } from './rescue';
import { removeSample } from './sample-removal';
import { appWords } from './words';
import styles from './Shell.module.css';

export interface UpdateControls { needsRefresh(): boolean; refresh(): void }

/** The reason in words, for banners and the screen of a book that does not open. */
export function storageReason(error: StorageError): string {
  const words = appWords();
  switch (error.kind) {
    case 'quota': return words.reasonQuota;
    case 'unavailable': return words.reasonUnavailable;
    case 'connection-lost': return words.reasonLost;
    case 'no-answer': return words.notAnsweringBody;
    case 'wrong-key': return words.reasonWrongKey;
    case 'newer-version': return words.reasonNewerVersion;
    case 'unknown': return words.reasonUnknown;
  }
}

const MOST = 2;
const MINUTE_MS = 60_000, DAY_MS = 86_400_000;

export function Banners(props: { readonly update: UpdateControls }) {
  const words = appWords;
  const book = useBook();
  const actor = useActor();
  const actions = useActions();
  const rows = useRows();
  const format = useFormat();
  const { status, saveState } = useBookStatus();
  const [updateLater, setUpdateLater] = createSignal(false);

  const { state, isKnown } = useTeamSync();
  const may = useMay();
  const [now, setNow] = createSignal(actor.now());
  const ticking = setInterval(() => setNow(actor.now()), MINUTE_MS);
  onCleanup(() => { clearInterval(ticking); });
  /** Changes of more than a day that no other device has confirmed. */
  const onlyHereSince = () => { const { since } = state.onlyHere; return state.team !== undefined && since !== undefined && now() - since > DAY_MS ? since : undefined; };
  const clock = createMemo(() => {
    const finding = clockFinding(state.devices);
    if (!finding) return undefined;
    return finding.kind === 'own'
      ? { title: words().clockOwn(format.duration(finding.ahead), finding.ahead > 0), body: words().clockOwnBody }
      : { title: words().clockEither(finding.device, format.duration(finding.apart)), body: words().clockEitherBody };
  });
  const arriving = () => (state.join?.kind === 'receiving' ? state.join : undefined);
  const openTeam = () => { location.hash = '#/team'; };
  const retry = () => { void book.retry(); };
  const withRescue = (text: string) => (
    <>
      {text}
      <span class={styles.bannerActions}><Button size="s" icon="download" onPress={() => { saveRescueFile(book, actor.now()); }}>{words().saveRescue}</Button></span>
    </>
  );
  const failedSave = createMemo(() => { const state = saveState(); return state.kind === 'failed' ? state : undefined; });
  const failedStatus = createMemo(() => { const state = status(); return state.kind === 'failed' ? state : undefined; });
  const unsaved = () => failedSave()?.unsaved ?? 0;
  const isUnanswered = () => failedSave()?.error.kind === 'no-answer';
  const isNewer = () => status().kind === 'newer-schema' || failedStatus()?.error.kind === 'newer-version';
  const candidates: readonly { readonly when: () => boolean; readonly show: () => JSX.Element }[] = [
    { when: isNewer, show: () => <Banner tone="due" title={words().newerSchema} body={words().newerSchemaBody} action={{ label: words().restart, onPress: () => { props.update.refresh(); } }} /> },
    {
      when: isUnanswered,
      show: () => <Banner tone="late" title={words().notAnswering} body={withRescue([unsaved() > 0 ? words().notAnsweringCount(format.number(unsaved()), unsaved() === 1) : '', words().notAnsweringBody].filter(Boolean).join(' '))} action={{ label: words().tryAgain, onPress: retry }} />,
    },
    {
      when: () => failedSave() !== undefined && !isUnanswered(),
      show: () => <Banner tone="late" title={words().failedWriteCount(format.number(unsaved()), unsaved() === 1)} body={withRescue(`${failedSave() ? storageReason(failedSave()!.error) : ''} ${words().keptHere}`)} action={{ label: words().tryAgain, onPress: retry }} />,
    },
    {
      when: () => failedStatus() !== undefined && !isNewer() && failedSave() === undefined,
      show: () => <Banner tone="late" title={words().failedRead} body={withRescue(failedStatus() ? storageReason(failedStatus()!.error) : '')} action={{ label: words().tryAgain, onPress: retry }} />,
    },
    { when: () => status().kind === 'reconnecting', show: () => <Banner tone="due" icon="refresh" title={words().reconnecting} body={words().reconnectingBody} /> },
    { when: () => props.update.needsRefresh() && !updateLater() && !isNewer(), show: () => <Banner tone="info" title={words().updateReady} body={words().updateReadyBody} action={{ label: words().restart, onPress: () => { props.update.refresh(); } }} onDismiss={() => setUpdateLater(true)} /> },
    { when: () => onlyHereSince() !== undefined, show: () => <Banner tone="due" icon="tablet" title={words().onlyHereLong(format.number(state.onlyHere.count), state.onlyHere.count === 1)} body={words().onlyHereLongBody(format.dayTime(onlyHereSince()!))} action={{ label: words().team, onPress: openTeam }} /> },
    { when: () => clock() !== undefined, show: () => <Banner tone="due" {...clock()!} /> },
    { when: () => arriving() !== undefined, show: () => <Banner tone="info" icon="refresh" title={words().arriving(format.number(arriving()!.got), arriving()!.of === undefined ? undefined : format.number(arriving()!.of!))} action={{ label: words().team, onPress: openTeam }} /> },
    { when: () => rows.hasSample(), show: () => <Banner tone="info" icon="bottle" title={words().samplePresent} {...(may('erase') ? { action: { label: words().removeSample, onPress: () => { void removeSample(book, actions, new Date(actor.now()).toISOString(), actor.name, words().removedSample); } } } : isKnown() ? { body: words().sampleStays } : {})} /> },
  ];
  const shown = createMemo(() => candidates.filter(({ when }) => when()).slice(0, MOST));
  return <For each={shown()}>{(banner) => <Show when={banner.when()}>{banner.show()}</Show>}</For>;
}
