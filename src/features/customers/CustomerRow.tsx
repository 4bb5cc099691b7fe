/** One row of the list: who, where from, what is next; while searching, why it was found. Reads only its own row. */
import { Match, Show, Switch, createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { explain } from '../../domain/search/explain';
import { useRows } from '../../state/book-context';
import { useTeamSync } from '../../state/team-sync';
import { Avatar } from '../../ui/Avatar';
import { Checkbox } from '../../ui/Checkbox';
import { StateChip } from '../../ui/StateChip';
import { VisuallyHidden } from '../../ui/VisuallyHidden';
import { useFormat } from '../../ui/i18n';
import { DueChip } from './DueChip';
import { Marked } from './Marked';
import { useCustomers } from './customers-context';
import { hasBirthday, whereabouts } from './row-facts';
import { customersWords } from './words';
import styles from './CustomerRow.module.css';

export function CustomerRow(props: { readonly index: Accessor<number> }) {
  const words = customersWords;
  const rows = useRows();
  const model = useCustomers();
  const format = useFormat();
  const id = createMemo(() => model.list.ids()[props.index()]);
  const row = createMemo(() => { const current = id(); return current === undefined ? undefined : rows.row(current); });
  const reasons = createMemo(() => { const current = row(); return current && model.list.isSearching() ? explain(current, model.list.matchQuery(props.index())) : []; });
  const { state } = useTeamSync();
  const lookers = () => { const current = id(); return (current !== undefined && state.looking[current]) || []; };
  const nameRanges = () => reasons().find(({ field }) => field === 'name')?.ranges ?? [];
  const elsewhere = () => reasons().find(({ field }) => field !== 'name');
  const kindWord = () => ({ company: words().company, household: words().household, person: undefined })[row()?.kind ?? 'person'];
  const second = () => { const current = row(); return current ? [kindWord(), ...whereabouts(current)].filter(Boolean).join(' · ') : ''; };
  const name = () => row()?.name || words().noName;

  return (
    <Show when={row()}>{(current) => (
      <div class={styles.row}>
        <Show when={model.selection.isOn()} fallback={<Avatar name={current().name || '?'} shape={current().kind ?? 'person'} seed={current().id} />}>
          <Checkbox hideLabel label={words().selectRow(name())} checked={model.selection.has(current().id)} onChange={() => { model.selection.toggle(props.index()); }} class={styles.tick} />
        </Show>
        <div class={styles.who}>
          <div class={styles.line}>
            <span class={styles.name}><Marked text={name()} ranges={nameRanges()} /></span>
            <Show when={lookers().length > 0}><StateChip tone="info" icon="eye"><VisuallyHidden>{words().looking}: </VisuallyHidden>{format.list([...new Set(lookers().map(({ person }) => person))])}</StateChip></Show>
            <Switch>
              <Match when={current().conflicts}><StateChip tone="due" icon="eye">{words().pleaseLook}</StateChip></Match>
              <Match when={current().openComplaints}><StateChip tone="late" icon="alert">{words().openComplaint}</StateChip></Match>
              <Match when={hasBirthday(current(), model.today())}><StateChip tone="info" icon="cake">{words().birthdayToday}</StateChip></Match>
              <Match when={current().status !== 'active' && current().status}>{(status) => <span class={styles.status}>{words().status[status()]}</span>}</Match>
            </Switch>
          </div>
          <div class={styles.line}>
            <Show when={elsewhere()} fallback={<span class={styles.second}>{second()}</span>}>
              {(reason) => <span class={styles.second}><VisuallyHidden>{words().matchIn[reason().field]}: </VisuallyHidden><Marked text={reason().snippet} ranges={reason().ranges} /></span>}
            </Show>
            <DueChip row={current()} today={model.today()} format={format} />
          </div>
        </div>
      </div>
    )}</Show>
  );
}
