/** The filter builder: conditions on any field, joined by and/or, in groups; with the count as one builds, and saved as a view. */
import { Show, createEffect, createMemo, createSignal, on } from 'solid-js';
import { compileFilter } from '../../domain/filter/compile';
import { childrenOf } from '../../domain/filter/filter';
import { useRows } from '../../state/book-context';
import { createRowCounts } from '../../state/row-counts';
import { useFieldDefinitions } from '../../state/field-definitions';
import { useMay } from '../../state/may';
import { useTeamSetting } from '../../state/settings';
import { deviceTimeZone } from '../../state/today';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import { TextField } from '../../ui/TextField';
import { useToast } from '../../ui/Toast';
import { useFormat } from '../../ui/i18n';
import { FilterGroup } from './FilterGroup';
import { useCustomers } from './customers-context';
import { asGroup, filterFields, firstCondition } from './filter-fields';
import type { Group } from './filter-fields';
import { filterWords } from './filter-words';
import styles from './CustomersPage.module.css';

export function FilterSheet(props: { readonly open: boolean; onOpenChange(open: boolean): void }) {
  const words = filterWords;
  return (
    <Sheet open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} title={words().title}>
      <Show when={props.open}><FilterForm onClose={() => { props.onOpenChange(false); }} /></Show>
    </Sheet>
  );
}

function FilterForm(props: { onClose(): void }) {
  const words = filterWords;
  const model = useCustomers();
  const rows = useRows();
  const format = useFormat();
  const toast = useToast();
  const definitions = useFieldDefinitions();
  const may = useMay();
  const [currency] = useTeamSetting('currency');
  const [silentAfter] = useTeamSetting('silentAfterDays');
  const current = model.filter();
  const [group, setGroup] = createSignal<Group>(current ? asGroup(current) : { all: [firstCondition(silentAfter())] });
  const [name, setName] = createSignal('');
  const [isNaming, setIsNaming] = createSignal(false);
  const fields = createMemo(() => filterFields(definitions.fields()));
  const asked = createMemo(() => [compileFilter(group(), { today: model.today(), timeZone: deviceTimeZone() })]);
  const counts = createRowCounts(rows.index, { filters: asked });
  /** No figure before there is one: everybody's number would be taken for the answer. */
  const counted = () => { const count = counts()[0]; return count === undefined ? words().showThem : words().show(format.number(count)); };
  const isEmpty = () => childrenOf(group()).length === 0;
  const openView = () => { const choice = model.choice(); return choice.kind === 'view' ? model.views.views().find(({ id }) => id === choice.id) : undefined; };
  createEffect(on(openView, (view) => { if (view) setName(view.name); }));

  const apply = () => {
    model.choose(isEmpty() ? { kind: 'all' } : { kind: 'own', filter: group() });
    props.onClose();
  };
  const save = async () => {
    const view = openView();
    const isSameName = view?.name === name().trim();
    const result = await model.views.save({ ...(view && isSameName ? { id: view.id } : {}), name: name().trim(), filter: group(), sort: model.sort() });
    if (!result.ok) { toast({ message: words().saveFailed, tone: 'late' }); return; }
    toast({ message: words().saved(name().trim()) });
    model.choose({ kind: 'view', id: result.value });
    props.onClose();
  };
  const removeView = async () => {
    const view = openView();
    if (!view) return;
    const result = await model.views.remove(view.id);
    if (!result.ok) { toast({ message: words().saveFailed, tone: 'late' }); return; }
    model.choose({ kind: 'all' });
    const bringBack = () => { void model.views.save(view); };
    toast({ message: words().removed(view.name), action: { label: words().cancel, onPress: bringBack } });
    props.onClose();
  };
  return (
    <div class={styles.form}>
      <FilterGroup group={group()} onChange={setGroup} fields={fields()} context={{ today: model.today(), currency: currency() }} depth={0} />
      <Show when={isEmpty()}><p class={styles.note}>{words().empty}</p></Show>
      <Show when={model.views.unreadable() > 0}><p class={styles.note}>{words().unreadable}</p></Show>
      <Show when={isNaming()}>
        <TextField label={words().viewName} value={name()} onInput={setName} autofocus maxLength={60} />
        <div class={styles.actions}>
          <Button onPress={() => setIsNaming(false)}>{words().cancel}</Button>
          <Button kind="primary" icon="save" disabled={name().trim() === '' || isEmpty()} onPress={() => { void save(); }}>{words().save}</Button>
        </div>
      </Show>
      <Show when={!isNaming()}>
        <div class={styles.actions}>
          <Show when={may('edit') && openView()}><Button kind="quiet" icon="trash" onPress={() => { void removeView(); }}>{words().removeView}</Button></Show>
          <Button kind="quiet" onPress={() => setGroup({ all: [] })}>{words().clear}</Button>
          <Show when={may('edit')}><Button icon="save" disabled={isEmpty()} onPress={() => setIsNaming(true)}>{words().saveAs}</Button></Show>
          <Button kind="primary" onPress={apply}>{counted()}</Button>
        </div>
      </Show>
    </div>
  );
}
