/** Every value a field has had: who, when, before, after, from where. "Still true" renews the date and changes nothing else. */
import { For, Show, createMemo } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { useFormat } from '../../../ui/i18n';
import { uuidv7 } from '../../../lib/ids';
import type { Json } from '../../../lib/json';
import type { Change } from '../../../domain/entry/entry';
import { useActor } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { confirmation } from '../../../domain/customer/history';
import { valueAsText } from './value-as-text';
import styles from './History.module.css';

export function FieldHistory(props: { field: string; label: string; onClose: () => void }) {
  const profile = useProfile();
  const t = useProfileWords();
  const format = useFormat();
  const actor = useActor();
  const changes = createMemo(() => profile.history().get(props.field) ?? []);
  const current = (): Json => profile.field(props.field) ?? null;
  const text = (value: Json) => valueAsText(value, { yes: t.yes, no: t.no, money: format.money }) || t.historyEmpty;
  const origin = (change: Change) => (change.source.kind === 'import' ? t.importFrom(change.source.file, change.source.row) : t.historySources[change.source.kind]);

  const handleConfirm = () => {
    const id = uuidv7(() => actor.now());
    const entry = confirmation({ id, field: props.field, value: current(), at: new Date(actor.now()).toISOString(), by: actor.name, device: actor.device, source: { kind: 'customer' } });
    profile.setEntries({ [id]: entry }, t.confirmedToast(props.label));
  };

  return (
    <Dialog open onOpenChange={(open) => { if (!open) props.onClose(); }} title={t.historyOf(props.label)}>
      <ol class={styles.list}>
        <For each={changes()} fallback={<li class={styles.none}>{t.noHistory}</li>}>
          {(change) => (
            <li class={styles.step}>
              <div class={styles.values}>
                <Show when={!change.confirmed} fallback={<strong>{t.confirmedOn(format.day(change.at.slice(0, 10)))}</strong>}>
                  <Show when={change.before !== null}><del>{text(change.before)}</del> </Show><strong class={change.after === null ? styles.none : undefined}>{text(change.after)}</strong>
                </Show>
              </div>
              <div class={styles.meta}>{change.by}, {format.dayTime(change.at)}, {origin(change)}</div>
              <Show when={!profile.readOnly() && !change.confirmed && text(change.before) !== text(current())}>
                <Button kind="quiet" onClick={() => { profile.announceFields({ [props.field]: change.before }, t.unsavedEdit(props.label)); }}>{change.before === null ? t.emptyAgain : `${t.setBack}: ${text(change.before)}`}</Button>
              </Show>
            </li>
          )}
        </For>
      </ol>
      <div class={styles.actions}>
        <Button onClick={() => props.onClose()}>{t.close}</Button>
        <Show when={!profile.readOnly() && current() !== null}><Button kind="primary" icon="check" onClick={handleConfirm}>{t.confirmTrue}</Button></Show>
      </div>
    </Dialog>
  );
}
