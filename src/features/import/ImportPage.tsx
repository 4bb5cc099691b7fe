/** `#/import`: from files to customers in four steps. Nothing is written before "Import" is pressed. */
import { Match, Show, Switch, createEffect, on, onCleanup } from 'solid-js';
import { Banner } from '../../ui/Banner';
import { ProgressBar } from '../../ui/ProgressBar';
import { Stepper } from '../../ui/Stepper';
import { useFormat } from '../../ui/i18n';
import { useActor, useBook } from '../../state/book-context';
import { useMay } from '../../state/may';
import { EmptyState } from '../../ui/EmptyState';
import { CheckStep } from './CheckStep';
import { ColumnsStep } from './ColumnsStep';
import { DoneStep } from './DoneStep';
import { EarlierImports } from './EarlierImports';
import { failureSentence } from './failure-sentence';
import { FilesStep } from './FilesStep';
import { STEPS } from './import-session';
import { importSessionOf } from './session-context';
import { useImportWords } from './words';
import styles from './Import.module.css';

export interface ImportPageProps {
  /** Files that came by the share sheet or the file manager; asked for when the page is opened, and again when `arrivals` changes. */
  readonly takeFiles?: (() => Promise<readonly File[]>) | undefined;
  readonly arrivals?: number | undefined;
  /** Sends files that are not for the import where they belong, and hands back the others. */
  readonly divert?: ((files: readonly File[]) => readonly File[]) | undefined;
  readonly onShowCustomers?: (() => void) | undefined;
}

/** Whoever may not edit is told so; what was handed over waits for another role or is forgotten with the page. */
export default function ImportPage(props: ImportPageProps) {
  const t = useImportWords();
  const may = useMay();
  return <Show when={may('edit')} fallback={<div class={styles.page}><h1>{t.title}</h1><EmptyState icon="lock" title={t.notYourRole} body={t.notYourRoleBody} /></div>}><ImportSteps {...props} /></Show>;
}

function ImportSteps(props: ImportPageProps) {
  const t = useImportWords();
  const format = useFormat();
  const session = importSessionOf(useBook(), useActor());
  const subtitle = () => {
    const source = session.shown();
    if (session.step() === 'files' || session.step() === 'done' || !source) return '';
    return [source.name, t.rows(format.number(source.rows)), t.read(t.encodings[source.encoding], t.splits[source.delimiter])].join(' · ');
  };
  const workText = () => {
    const work = session.work();
    return work?.kind === 'reading' ? t.reading(work.name) : work?.kind === 'importing' ? t.importing : work?.kind === 'undoing' ? t.undoing : t.counting;
  };
  const isBusy = () => session.work()?.kind === 'importing' || session.work()?.kind === 'undoing';
  let isLate = false;
  // What arrives during an import stays where it waits until the result has been looked at.
  createEffect(on([() => props.arrivals, isBusy, session.step], ([, busy, step]) => {
    if (busy) isLate = true;
    if (busy || (isLate && step === 'done')) return;
    isLate = false;
    void props.takeFiles?.().then((files) => {
      if (files.length === 0) return;
      // What was chosen and mapped so far stays; a finished import makes room.
      if (session.step() === 'done') session.reset();
      else if (session.step() !== 'files') session.goTo('files');
      return session.addFiles(files);
    });
  }));
  createEffect(() => {
    if (session.work()?.kind !== 'importing') return;
    const warn = (event: BeforeUnloadEvent): void => { event.preventDefault(); };
    window.addEventListener('beforeunload', warn);
    onCleanup(() => { window.removeEventListener('beforeunload', warn); });
  });
  let stepSection: HTMLElement | undefined;
  // the button that was pressed is gone with its step: without this the keyboard would start at the top of the page again
  createEffect(on(session.step, () => { stepSection?.focus({ preventScroll: true }); }, { defer: true }));
  return (
    <div class={styles.page}>
      <header class={styles.head}>
        {/* the line keeps its height, so that nothing moves from step to step */}
        <div><h1>{t.title}</h1><p class={styles.muted}>{subtitle() || '\u00a0'}</p></div>
        <Stepper class={styles.stepper} steps={STEPS.map((step) => t.steps[step])} current={session.step() === 'done' ? STEPS.length : STEPS.indexOf(session.step())} />
      </header>
      <Show when={session.problem()}>
        {(problem) => (
          <Banner tone="late" title={bannerTitle(problem())} body={bannerBody(problem())}
            action={canRetry(problem()) ? { label: t.tryAgain, onPress: () => void session.recount() } : undefined} />
        )}
      </Show>
      <Show when={session.work()}>
        {(work) => (
          <div class={styles.work}>
            <ProgressBar label={workText()} value={work().done} max={work().total} valueText={format.percent(work().done / Math.max(1, work().total))} onCancel={work().kind === 'importing' ? session.cancel : undefined} />
            <Show when={work().kind === 'importing'}><p class={styles.small}>{t.keepsRunning}</p></Show>
          </div>
        )}
      </Show>
      <section class={styles.step} ref={(element) => { stepSection = element; }} tabindex="-1" aria-label={t.steps[session.step()]}>
        <Switch>
          <Match when={session.step() === 'files'}><FilesStep session={session} divert={props.divert} /></Match>
          <Match when={session.step() === 'columns'}><ColumnsStep session={session} /></Match>
          <Match when={session.step() === 'check'}><CheckStep session={session} /></Match>
          <Match when={session.step() === 'done'}><DoneStep session={session} onShowCustomers={props.onShowCustomers} /></Match>
        </Switch>
      </section>
      <Show when={session.step() === 'files' || session.step() === 'done'}><EarlierImports session={session} /></Show>
    </div>
  );

  type Problem = NonNullable<ReturnType<typeof session.problem>>;
  function bannerTitle(problem: Problem): string { return problem.kind === 'other-tab' ? t.otherTab : problem.during === 'check' ? t.checkFailed : t.failed; }
  function bannerBody(problem: Problem): string { return problem.kind === 'other-tab' ? '' : failureSentence(problem.failure, t); }
  function canRetry(problem: Problem): boolean { return problem.kind === 'failed' && problem.during === 'check'; }
}
