/** The fields of a new customer; kept apart from its sheet so that each opening begins anew. */
import { Show, createMemo, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { CustomerId } from '../../domain/customer/fields';
import { uuidv7 } from '../../lib/ids';
import { useActions, useActor, useRows } from '../../state/book-context';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/Segmented';
import { TextField } from '../../ui/TextField';
import { DuplicateHits } from './DuplicateHits';
import { createDuplicateCheck } from './duplicate-check';
import { usePhoneReader } from '../../state/phone-parser';
import { createToday } from '../../state/today';
import { parseEmail } from '../../domain/values/email';
import { birthdayProblem, duplicateDraft, fromSearch, hasName, newCustomerEdits } from './new-customer';
import type { NewCustomer } from './new-customer';
import { newCustomerWords } from './new-customer-words';
import styles from './CustomersPage.module.css';

export interface NewCustomerFormProps { readonly suggestedName: string; onOpen(id: CustomerId): void; onCancel(): void }

export function NewCustomerForm(props: NewCustomerFormProps) {
  const words = newCustomerWords;
  const rows = useRows();
  const actions = useActions();
  const actor = useActor();
  const check = createDuplicateCheck(rows.index);
  // eslint-disable-next-line solid/reactivity -- the form starts from what was searched for and is its own from then on
  const [draft, setDraft] = createStore<{ -readonly [K in keyof NewCustomer]: NewCustomer[K] }>(fromSearch(props.suggestedName));
  const [notSame, setNotSame] = createSignal<readonly CustomerId[]>([]);
  const [problem, setProblem] = createSignal<'name' | 'decide' | 'failed'>();
  const [isSaving, setIsSaving] = createSignal(false);
  const readPhone = usePhoneReader();
  const today = createToday(() => actor.now());
  // what is wrong is said when the field is left: half an address is no mistake yet
  const [left, setLeft] = createStore({ email: false, birthday: false });
  const emailError = () => (left.email && draft.email.trim() && !parseEmail(draft.email).ok ? words().badEmail : undefined);
  const birthdayError = () => { const wrong = left.birthday ? birthdayProblem(draft.birthday, today()) : undefined; return wrong && words().badBirthday[wrong]; };
  const hits = createMemo(() => (hasName(draft) ? check.find(duplicateDraft({ ...draft }, notSame(), readPhone)) : []));
  const isPerson = () => draft.kind === 'person';
  const displayName = () => (isPerson() ? `${draft.given} ${draft.family}`.trim() : draft.organization.trim()) || draft.organization || draft.email || draft.phone;

  // One id a form: pressing Create again after a failure is the same customer, which may have been stored meanwhile.
  const id = `cus_${uuidv7(() => actor.now())}`;
  const create = async () => {
    if (!hasName(draft)) { setProblem('name'); return; }
    if (hits().some(({ level }) => level === 'stop')) { setProblem('decide'); return; }
    setIsSaving(true);
    const edits = newCustomerEdits(id, { ...draft }, notSame(), new Date(actor.now()).toISOString(), readPhone);
    const result = await actions.perform({ label: words().created(displayName()), edits }, { toast: true });
    setIsSaving(false);
    if (result.ok) props.onOpen(id);
    else setProblem('failed');
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(undefined);
    void create();
  };
  const problemText = () => { const kind = problem(); return kind && { name: words().needsName, decide: words().decideFirst, failed: words().failed }[kind]; };
  return (
    <form class={styles.form} onSubmit={handleSubmit} noValidate>
      <Segmented label={words().kind} options={[{ value: 'person', label: words().person }, { value: 'company', label: words().company }]} value={draft.kind} onChange={(kind) => { setDraft('kind', kind === 'company' ? 'company' : 'person'); }} />
      <Show when={isPerson()}>
        <div class={styles.two}>
          <TextField label={words().given} value={draft.given} onInput={(text) => { setDraft('given', text); }} autocomplete="off" autofocus maxLength={200} />
          <TextField label={words().family} value={draft.family} onInput={(text) => { setDraft('family', text); }} autocomplete="off" maxLength={200} />
        </div>
      </Show>
      <TextField label={isPerson() ? words().organization : words().companyName} value={draft.organization} onInput={(text) => { setDraft('organization', text); }} autocomplete="off" maxLength={200} />
      <TextField label={words().email} type="email" inputmode="email" value={draft.email} onInput={(text) => { setDraft('email', text); }} onCommit={() => { setLeft('email', true); }} error={emailError()} autocomplete="off" maxLength={320} />
      <TextField label={words().phone} type="tel" inputmode="tel" value={draft.phone} onInput={(text) => { setDraft('phone', text); }} autocomplete="off" maxLength={60} />
      <div class={styles.two}>
        <TextField label={words().town} value={draft.town} onInput={(text) => { setDraft('town', text); }} autocomplete="off" maxLength={200} />
        <Show when={isPerson()}><TextField label={words().birthday} placeholder={words().birthdayHelp} value={draft.birthday} onInput={(text) => { setDraft('birthday', text); }} onCommit={() => { setLeft('birthday', true); }} error={birthdayError()} autocomplete="off" maxLength={60} /></Show>
      </div>
      <DuplicateHits hits={hits()} onOpen={(id) => { props.onOpen(id); }} onNotSame={(id) => { setProblem(undefined); setNotSame([...notSame(), id]); }} />
      <Show when={problemText()}>{(text) => <p role="alert" class={styles.problem}>{text()}</p>}</Show>
      <div class={styles.actions}>
        <Button onPress={() => { props.onCancel(); }}>{words().cancel}</Button>
        <Button kind="primary" type="submit" disabled={isSaving()}>{words().create}</Button>
      </div>
    </form>
  );
}
