/** What the customer needs from us, each with the evidence for it; the main need first. Unknown is allowed, and says so. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import { Button, ButtonLink } from '../../../ui/Button';
import { DataList, DataListItem } from '../../../ui/DataList';
import { Menu } from '../../../ui/Menu';
import { Section } from '../../../ui/Section';
import { Select } from '../../../ui/Select';
import { TextField } from '../../../ui/TextField';
import { useFormat } from '../../../ui/i18n';
import { fieldKey } from '../../../domain/customer/fields';
import { EVIDENCE_KINDS, needsOf } from '../../../domain/needs/need';
import type { Evidence, EvidenceKind, NeedItem } from '../../../domain/needs/need';
import type { Json } from '../../../lib/json';
import { useActor } from '../../../state/book-context';
import { useNeedsGroups } from '../../../state/needs-groups';
import { useProfile } from '../profile-context';
import { valueWords } from './words';
import styles from './Value.module.css';

export function NeedsSection(props: { readonly today: string }) {
  const words = valueWords;
  const profile = useProfile();
  const groups = useNeedsGroups();
  const format = useFormat();
  const [isAdding, setIsAdding] = createSignal(false);
  let opener: HTMLButtonElement | undefined;
  // The focus goes back to where it came from: with its form it would be gone.
  const handleDone = () => {
    setIsAdding(false);
    opener?.focus();
  };
  const needs = createMemo(() => needsOf(profile.store.fields));
  const itemOf = (id: string) => profile.field(fieldKey('need', id)) as unknown as NeedItem;
  const nameOf = (id: string) => groups.nameOf(id) ?? words().goneGroup;
  const latest = (id: string) => {
    const evidence = itemOf(id).evidence ?? [];
    const last = evidence.at(-1);
    if (!last) return '';
    const more = evidence.length > 1 ? ` · ${words().alsoEvidence(evidence.length - 1)}` : '';
    return `${words().evidenceKinds[last.kind]}: ${last.text} · ${last.by ? `${last.by}, ` : ''}${format.day(last.day)}${more}`;
  };
  const makeMain = (id: string) => {
    const fields = Object.fromEntries(needs().map((other) => [fieldKey('need', other), { ...itemOf(other), rank: other === id ? 'primary' : 'secondary' } as unknown as Json]));
    profile.announceFields(fields, words().needNoted(nameOf(id)));
  };

  return (
    <Section title={words().needs} end={<Show when={!profile.readOnly() && groups.groups().length > 0 && !isAdding()}><Button ref={(element) => { opener = element; }} kind="quiet" icon="plus" aria-label={words().addNeed} onPress={() => setIsAdding(true)} /></Show>}>
      <Show when={needs().length > 0} fallback={<p class={styles.muted}>{words().noNeeds}</p>}>
        <DataList label={words().needs}>
          <For each={needs()}>{(id, index) => (
            <DataListItem icon="bulb" main={nameOf(id)} more={latest(id)} end={
              <span class={styles.needTools}>
                <Show when={index() === 0}><span class={styles.main}>{words().main}</span></Show>
                <Show when={!profile.readOnly()}>
                  <Menu label={nameOf(id)} icon="dots" items={[
                    ...(index() === 0 ? [] : [{ label: words().makeMain, icon: 'up', onSelect: () => { makeMain(id); } } as const]),
                    { label: words().remove, icon: 'x', onSelect: () => { profile.announceFields({ [fieldKey('need', id)]: null }, words().needRemoved(nameOf(id))); } },
                  ]} />
                </Show>
              </span>
            } />
          )}</For>
        </DataList>
      </Show>
      <Show when={!profile.readOnly() && groups.groups().length === 0}><p class={styles.muted}>{words().noGroups} <ButtonLink kind="link" href="#/settings">{words().toGroups}</ButtonLink></p></Show>
      <Show when={isAdding()}><NeedForm today={props.today} taken={needs()} onDone={handleDone} /></Show>
    </Section>
  );
}

/** A need that is there already gains the evidence. The first need is the main one. */
function NeedForm(props: { readonly today: string; readonly taken: readonly string[]; readonly onDone: () => void }) {
  const words = valueWords;
  const profile = useProfile();
  const actor = useActor();
  const groups = useNeedsGroups();
  // eslint-disable-next-line solid/reactivity -- the form starts with the first need not noted yet and is its own from then on
  const [draft, setDraft] = createStore<{ group: string; kind: EvidenceKind; text: string }>({ group: (groups.groups().find(({ id }) => !props.taken.includes(id)) ?? groups.groups()[0])!.id, kind: 'answer', text: '' });
  const [isTried, setIsTried] = createSignal(false);
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (draft.text.trim() === '') return;
    const before = profile.field(fieldKey('need', draft.group)) as unknown as NeedItem | null | undefined;
    const evidence: Evidence = { kind: draft.kind, text: draft.text.trim(), day: props.today, by: actor.name };
    const item: NeedItem = { rank: before?.rank ?? (props.taken.length === 0 ? 'primary' : 'secondary'), evidence: [...(before?.evidence ?? []), evidence] };
    profile.announceFields({ [fieldKey('need', draft.group)]: item as unknown as Json }, words().needNoted(groups.nameOf(draft.group) ?? ''));
    props.onDone();
  };
  return (
    <form class={styles.form} onSubmit={handleSubmit}>
      <div class={styles.pair}>
        <Select label={words().need} value={draft.group} onChange={(group) => setDraft('group', group)} options={groups.groups().map(({ id, name, meaning }) => ({ value: id, label: name, description: meaning }))} />
        <Select label={words().evidenceKind} value={draft.kind} onChange={(kind) => setDraft('kind', kind)} options={EVIDENCE_KINDS.map((value) => ({ value, label: words().evidenceKinds[value] }))} />
      </div>
      <TextField label={words().evidence} value={draft.text} error={isTried() && draft.text.trim() === '' ? words().evidenceNeeded : undefined} onInput={(text) => setDraft('text', text)} autofocus />
      <div class={styles.row}><span /><Button onPress={() => { props.onDone(); }}>{words().cancel}</Button><Button type="submit">{words().save}</Button></div>
    </form>
  );
}
