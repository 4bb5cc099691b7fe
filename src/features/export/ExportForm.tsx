/** Takes customers out of the book as a file: all of them from Settings, a selection from the list. */
import { Show, createSignal, onCleanup } from 'solid-js';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { Select } from '../../ui/Select';
import { Switch } from '../../ui/Switch';
import { useToast } from '../../ui/Toast';
import { useFormat, useLocale } from '../../ui/i18n';
import { saveFile } from '../../ui/save-file';
import { uuidv7 } from '../../lib/ids';
import { heldBackKeys } from '../../domain/customer/custom-fields';
import type { CustomerId } from '../../domain/customer/fields';
import { useActor, useBook, useTeam } from '../../state/book-context';
import { useFieldDefinitions } from '../../state/field-definitions';
import type { ExportFormat } from './export-worker';
import { runExport } from './run-export';
import { useExportWords } from './words';
import styles from './Export.module.css';

const FORMATS: readonly ExportFormat[] = ['zip', 'csv', 'vcard4', 'vcard3'];

export interface ExportFormProps {
  readonly ids: readonly CustomerId[];
  /** Everything as it is, private fields too: for who will not have the book any more. `onDone` comes only if nobody is missing from the file. */
  readonly isWhole?: boolean | undefined;
  readonly onDone?: (() => void) | undefined;
}

export default function ExportForm(props: ExportFormProps) {
  const book = useBook();
  const team = useTeam();
  const actor = useActor();
  const definitions = useFieldDefinitions();
  const t = useExportWords();
  const format = useFormat();
  const { locale } = useLocale();
  const toast = useToast();
  const [kind, setKind] = createSignal<ExportFormat>('zip');
  const [withPrivate, setWithPrivate] = createSignal(false);
  const [done, setDone] = createSignal<number>();
  const [abort, setAbort] = createSignal<AbortController>();
  onCleanup(() => abort()?.abort());

  const hasPrivate = () => heldBackKeys(definitions.fields()).length > 0;
  const isWithPrivate = () => props.isWhole === true || withPrivate();
  const handleSave = async () => {
    const controller = new AbortController();
    setAbort(controller);
    setDone(0);
    const now = new Date(actor.now()).toISOString();
    const ids = props.ids;
    const result = await runExport(book, ids, {
      format: kind(), language: locale(), now, fieldNames: Object.fromEntries(definitions.fields().map(({ id, label }) => [`custom/${id}`, label])),
      heldBack: isWithPrivate() ? [] : heldBackKeys([...definitions.fields(), ...definitions.deleted()]),
    }, setDone, controller.signal);
    setDone(undefined);
    setAbort(undefined);
    if (!result.ok) {
      toast(result.error.kind === 'cancelled' ? { message: t.cancelled } : { message: t.failed, tone: 'late' });
      return;
    }
    saveFile(`regulars-${now.slice(0, 10)}.${result.value.extension}`, result.value.blob, result.value.type);
    // Who took what out of the book, when (SPEC X5: logged).
    void team.set('exports', uuidv7(() => actor.now()), { at: now, by: actor.name, device: actor.device, format: kind(), customers: result.value.customers, withPrivate: isWithPrivate() });
    const missing = ids.length - result.value.customers;
    toast(missing > 0 ? { message: t.doneWithout(format.number(result.value.customers), format.number(missing)), tone: 'late' } : { message: t.done(format.number(result.value.customers)) });
    if (missing === 0 || !props.isWhole) props.onDone?.();
  };

  return (
    <div class={styles.form}>
      <Show when={!props.isWhole}>
        <p class={styles.muted}>{t.help}</p>
        <Select label={t.format} value={kind()} onChange={setKind} options={FORMATS.map((value) => ({ value, label: t.formats[value] }))} />
      </Show>
      <Show when={!props.isWhole && hasPrivate()}><Switch label={t.includePrivate} help={t.includePrivateHelp} checked={withPrivate()} onChange={setWithPrivate} /></Show>
      <Show when={!props.isWhole && (kind() === 'zip' || kind() === 'csv')}><p class={styles.muted}>{t.formulas}</p></Show>
      <Show when={done() !== undefined} fallback={
        <div class={styles.actions}>
          <span class={styles.muted}>{props.ids.length === 0 ? t.nothing : props.ids.length === 1 ? t.one : t.count(format.number(props.ids.length))}</span>
          <Button icon="download" disabled={props.ids.length === 0} onClick={() => void handleSave()}>{props.isWhole ? t.formats.zip : t.save}</Button>
        </div>
      }>
        <ProgressBar label={t.writing} value={done() ?? 0} max={props.ids.length} onCancel={() => abort()?.abort()} />
      </Show>
    </div>
  );
}
