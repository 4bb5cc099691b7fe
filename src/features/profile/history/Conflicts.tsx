/** Fields that two devices changed apart: both values, who said which, and the one question that a person can answer. */
import { For, Show, createMemo } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { Icon } from '../../../ui/Icon';
import { useFormat } from '../../../ui/i18n';
import { conflictsOf, type FieldConflict } from '../../../domain/customer/conflicts';
import { confirmation } from '../../../domain/customer/history';
import type { Change } from '../../../domain/entry/entry';
import { uuidv7 } from '../../../lib/ids';
import type { Json } from '../../../lib/json';
import { useActor } from '../../../state/book-context';
import { useFieldDefinitions } from '../../../state/field-definitions';
import { useNeedsGroups } from '../../../state/needs-groups';
import { fieldLabel } from '../field-label';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { valueAsText } from './value-as-text';
import styles from './History.module.css';

export function Conflicts() {
  const profile = useProfile();
  const definitions = useFieldDefinitions();
  const groups = useNeedsGroups();
  const actor = useActor();
  const t = useProfileWords();
  const format = useFormat();
  const conflicts = createMemo(() => conflictsOf(profile.store.fields, profile.entries()));
  const label = (conflict: FieldConflict) => fieldLabel(conflict.field, t, (id) => definitions.byId(id)?.label, groups.nameOf);
  const text = (value: Json) => valueAsText(value, { yes: t.yes, no: t.no, money: format.money }) || t.historyEmpty;
  const saidBy = (change: Change) => `${change.by}, ${format.dayTime(change.at)}`;

  const keep = ({ field, kept, latestAt }: FieldConflict) => {
    // Behind both, though a colleague's clock may be ahead: else the question would stay.
    const at = Math.max(actor.now(), Date.parse(latestAt) + 1);
    const id = uuidv7(() => at);
    profile.setEntries({ [id]: confirmation({ id, field, value: kept, at: new Date(at).toISOString(), by: actor.name, device: actor.device, source: { kind: 'staff' } }) }, t.settled);
  };
  const take = (conflict: FieldConflict, change: Change) => {
    profile.announceFields({ [conflict.field]: change.after }, t.unsavedEdit(label(conflict)));
  };
  return (
    <Show when={conflicts().length > 0}>
      <Card as="section" label={t.pleaseLook} class={styles.conflicts}>
        <h2 class={styles.look}><Icon name="eye" size="s" />{t.pleaseLook}</h2>
        <p class={styles.lookWhy}>{t.pleaseLookWhy}</p>
        <ul class={styles.list}>
          <For each={conflicts()}>{(conflict) => (
            <li class={styles.conflict}>
              <div class={styles.values}><span class={styles.meta}>{label(conflict)}</span> <strong>{text(conflict.kept)}</strong></div>
              <Button size="s" icon="check" disabled={profile.readOnly()} onPress={() => { keep(conflict); }}>{t.keepValue(text(conflict.kept))}</Button>
              <For each={conflict.lost}>{(change) => (
                <>
                  <div class={styles.values}><span class={styles.meta}>{saidBy(change)}</span> <strong>{text(change.after)}</strong></div>
                  <Button size="s" disabled={profile.readOnly()} onPress={() => { take(conflict, change); }}>{t.takeValue(text(change.after))}</Button>
                </>
              )}</For>
            </li>
          )}</For>
        </ul>
      </Card>
    </Show>
  );
}
