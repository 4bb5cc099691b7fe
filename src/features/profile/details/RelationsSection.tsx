/**
 * Spouse, children, employer, who referred whom: to another customer or to a plain name. A link to a customer is
 * written on both sides as one action, so that both profiles tell the same story.
 */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { A } from '@solidjs/router';
import { Button, IconButton } from '../../../ui/Button';
import { DataList } from '../../../ui/DataList';
import { Select } from '../../../ui/Select';
import { TextField } from '../../../ui/TextField';
import { useFormat } from '../../../ui/i18n';
import { shortHash, uuidv7 } from '../../../lib/ids';
import { fieldKey } from '../../../domain/customer/fields';
import type { CustomerId, RelationItem, RelationType } from '../../../domain/customer/fields';
import { addRelation, householdRollUp, inverseOf, relationItemId, sameAddress } from '../../../domain/customer/relations';
import { useActions, useBook, useRows } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { createNameSuggestions } from './name-suggestions';
import styles from './Details.module.css';

const TYPES: readonly RelationType[] = ['spouse', 'child', 'parent', 'sibling', 'household', 'worksAt', 'employs', 'referredBy', 'referred', 'advisor', 'advises', 'custom'];

/** Who shares a household's value (SPEC I3). */
const HOUSEHOLD: readonly RelationType[] = ['spouse', 'child', 'parent', 'household', 'member'];

export function RelationsSection() {
  const profile = useProfile();
  const book = useBook();
  const rows = useRows();
  const actions = useActions();
  const t = useProfileWords();
  const format = useFormat();
  const [adding, setAdding] = createSignal(false);
  const [type, setType] = createSignal<RelationType>('spouse');
  const [name, setName] = createSignal('');

  const self = () => profile.store.id();
  const relations = () => profile.customer().relations;
  const nameOf = (item: RelationItem) => (item.customer && rows.row(item.customer)?.name) || item.name || t.goneCustomer;
  const suggestions = createNameSuggestions(name, self);
  const neighbour = createMemo(() => {
    const mine = rows.row(self());
    const linked = new Set(relations().flatMap(({ item }) => (item.customer ? [item.customer] : [])));
    return mine ? sameAddress(mine, book.rows.all(), linked)[0] : undefined;
  });
  const household = createMemo(() => {
    const mine = rows.row(self());
    const members = relations().flatMap(({ item }) => (item.customer && HOUSEHOLD.includes(item.type) ? [rows.row(item.customer)] : [])).filter((row) => row !== undefined);
    return mine && members.length > 0 ? householdRollUp([mine, ...members]).bought : [];
  });

  const link = (other: CustomerId, as: RelationType) => {
    const edits = addRelation(self(), { type: as, customer: other }, '');
    void actions.perform({ label: t.linkTo(book.rows.get(other)?.name ?? ''), edits }, { toast: true });
    reset();
  };
  const unlink = (id: string, item: RelationItem) => {
    const other = item.customer && book.rows.get(item.customer) ? item.customer : undefined;
    const back = other ? [{ id: other, fields: { [fieldKey('relation', relationItemId(inverseOf(item.type), self(), item.label))]: null } }] : [];
    void actions.perform({ label: t.removed(nameOf(item)), edits: [{ id: self(), fields: { [fieldKey('relation', id)]: null } }, ...back] }, { toast: true });
  };
  const addName = () => {
    if (!name().trim()) return;
    profile.setField(fieldKey('relation', shortHash(uuidv7())), { type: type(), name: name().trim() }, t.relation);
    reset();
  };
  const reset = () => {
    setAdding(false);
    setName('');
  };

  return (
    <div class={styles.points}>
      <Show when={relations().length > 0}>
        <DataList items={relations().map((relation) => ({
          icon: relation.item.type === 'spouse' ? 'heart' as const : relation.item.type === 'worksAt' || relation.item.type === 'employs' ? 'building' as const : 'users' as const,
          main: <Show when={relation.item.customer && rows.row(relation.item.customer) && relation.item.customer} fallback={nameOf(relation.item)}>{(other) => <A href={`/customers/${other()}`}>{nameOf(relation.item)}</A>}</Show>,
          more: relation.item.label ?? t.relationTypes[relation.item.type],
          end: <Show when={!profile.readOnly()}><IconButton icon="x" label={t.removeItem(nameOf(relation.item))} onClick={() => unlink(relation.id, relation.item)} /></Show>,
        }))} />
      </Show>
      <Show when={household().length > 0}>
        <p class={styles.banner}>{t.householdTitle}: {t.householdTogether(household().map((sum) => format.money(sum.minor, sum.currency)).join(' + '))}</p>
      </Show>
      <Show when={!profile.readOnly() && neighbour()}>
        {(row) => (
          <div class={styles.banner}>
            <span>{t.sameAddress(row().name)}</span>
            <Button kind="quiet" icon="home" onClick={() => link(row().id, 'household')}>{t.sameHousehold}</Button>
          </div>
        )}
      </Show>
      <Show when={adding()} fallback={<Show when={!profile.readOnly()}><Button kind="quiet" icon="plus" onClick={() => setAdding(true)}>{t.addRelation}</Button></Show>}>
        <form class={styles.form} onSubmit={(event) => { event.preventDefault(); addName(); }}>
          <div class={styles.pair}>
            <Select label={t.relation} value={type()} onChange={(next) => setType(next)} options={TYPES.map((value) => ({ value, label: t.relationTypes[value] }))} />
            <TextField label={t.relatedName} help={t.relatedHelp} value={name()} onInput={setName} />
          </div>
          <ul class={styles.suggestions}>
            <For each={suggestions()}>{(row) => <li><Button kind="quiet" icon="link" onClick={() => link(row.id, type())}>{t.linkTo([row.name, row.town].filter(Boolean).join(', '))}</Button></li>}</For>
          </ul>
          <div class={styles.formActions}>
            <Button onClick={reset}>{t.cancel}</Button>
            <Button type="submit" disabled={!name().trim()}>{t.add}</Button>
          </div>
        </form>
      </Show>
    </div>
  );
}
