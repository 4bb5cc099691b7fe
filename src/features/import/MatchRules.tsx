/** By what the same person is known, in a sentence; and what an import never does. */
import { Show, createSignal } from 'solid-js';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import { useImportWords } from './words';
import type { ImportSession, OrderName } from './import-session';
import type { TableSource } from './import-protocol';
import styles from './Import.module.css';

const NAMES: readonly OrderName[] = ['all', 'number', 'email', 'phone'];

export function MatchRules(props: { readonly session: ImportSession; readonly source: TableSource }) {
  const t = useImportWords();
  const [isChanging, setIsChanging] = createSignal(false);
  return (
    <div class={styles.questions}>
      <Show when={isChanging()} fallback={
        <p class={styles.sentence}><Icon name="users" size="s" /><span>{t.matching} {t.orders[props.session.order()]}</span><Button kind="link" onPress={() => { setIsChanging(true); }}>{t.change}</Button></p>
      }>
        <Select<OrderName> label={t.matching} value={props.session.order()} options={NAMES.map((value) => ({ value, label: t.orders[value] }))} onChange={(name) => { props.session.setOrder(name); setIsChanging(false); }} />
      </Show>
      <Show when={props.source.mapping.kind === 'purchases'}>
        <Checkbox label={t.createMissing} help={t.createMissingHelp} checked={props.session.createMissing()} onChange={(on) => { props.session.setCreateMissing(on); }} />
      </Show>
      <p class={styles.sentence}><Icon name="lock" size="s" /><span class={styles.small}>{t.consent}</span></p>
    </div>
  );
}
