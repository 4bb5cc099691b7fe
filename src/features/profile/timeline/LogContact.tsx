/**
 * Logging a contact in three taps: "Log contact", the channel, "Save". Everything else on the form is optional. The same
 * form edits an entry later.
 */
import { For, Show, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import { Button } from '../../../ui/Button';
import { Segmented } from '../../../ui/Segmented';
import { Sheet } from '../../../ui/Sheet';
import { TextField } from '../../../ui/TextField';
import { CHANNELS } from '../../../domain/entry/entry';
import type { Channel, Interaction } from '../../../domain/entry/entry';
import { useActor } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { CHANNEL_ICONS } from './channel-icons';
import { draftFromInteraction, interactionFromDraft, newDraft } from './interaction-draft';
import type { InteractionDraft } from './interaction-draft';
import styles from './Timeline.module.css';

/** Taps of SPEC D8. */
const MINUTES = ['5', '15', '30', '60'];

export function LogContact(props: { entry?: Interaction; channel?: Channel; onClose: () => void }) {
  const profile = useProfile();
  const actor = useActor();
  const t = useProfileWords();
  // eslint-disable-next-line solid/reactivity -- the form starts from the entry and is its own from then on
  const { entry, channel } = props;
  const [draft, setDraft] = createStore<InteractionDraft>(entry ? draftFromInteraction(entry) : newDraft(channel ?? 'call', actor.now()));
  const [chosen, setChosen] = createSignal(entry !== undefined || channel !== undefined);
  const [more, setMore] = createSignal(Boolean(entry?.promise ?? entry?.nextStep ?? entry?.minutes ?? entry?.participants));
  // The button that asks for more goes; the focus goes on to what it brought.
  const [asked, setAsked] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const set = (part: keyof InteractionDraft) => (text: string) => { setDraft(part, text); };

  const handleChannel = (next: Channel) => {
    // Changing one's mind about the channel keeps what was typed.
    const fresh = newDraft(next, actor.now());
    setDraft({ channel: next, ...(chosen() ? {} : { direction: fresh.direction }) });
    setChosen(true);
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const next = interactionFromDraft(draft, actor, entry);
    setFailed(!next);
    if (!next) return;
    profile.setEntries({ [next.id]: next }, entry ? t.entryChanged : t.logged(t.channels[next.channel]));
    props.onClose();
  };

  return (
    <Sheet open onOpenChange={(open) => { if (!open) props.onClose(); }} title={entry ? t.editTitle : t.logTitle(profile.customer().displayName || t.untitled)}>
      <form class={styles.form} onSubmit={handleSubmit}>
        <div class={styles.channels} role="group" aria-label={t.logContact}>
          <For each={CHANNELS}>
            {(name) => <Button tile icon={CHANNEL_ICONS[name]} kind={chosen() && draft.channel === name ? 'primary' : 'plain'} aria-pressed={chosen() && draft.channel === name} onClick={() => handleChannel(name)}>{t.channels[name]}</Button>}
          </For>
        </div>
        <Show when={chosen()}>
          <TextField label={t.summary} placeholder={t.summaryPlaceholder} multiline value={draft.summary} onInput={set('summary')} />
          <div class={styles.pair}>
            <TextField type="datetime-local" label={t.when} value={draft.when} onInput={set('when')} error={failed() ? t.badWhen : undefined} />
            <Segmented label={t.direction} value={draft.direction} onChange={(next) => setDraft('direction', next)} options={[{ value: 'out', label: t.weDirection }, { value: 'in', label: t.theyDirection }]} />
          </div>
          <Show when={more()} fallback={<Button kind="quiet" icon="plus" onClick={() => { setAsked(true); setMore(true); }}>{t.moreToLog}</Button>}>
            <div class={styles.commit}>
              <TextField label={t.promise} value={draft.promise} onInput={set('promise')} autofocus={asked()} />
              <TextField type="date" label={t.promiseDue} value={draft.promiseDue} onInput={set('promiseDue')} />
              <TextField label={t.nextStep} value={draft.nextStep} onInput={set('nextStep')} />
              <TextField type="date" label={t.nextStepDue} value={draft.nextStepDue} onInput={set('nextStepDue')} />
            </div>
            <Segmented label={t.howLong} value={draft.minutes === undefined ? '' : String(draft.minutes)} onChange={(minutes) => setDraft('minutes', Number(minutes) || undefined)} options={MINUTES.map((value) => ({ value, label: t.minutes(Number(value)) }))} />
            <TextField label={t.participants} value={draft.participants} onInput={set('participants')} />
          </Show>
        </Show>
        <div class={styles.formActions}>
          <Button onClick={() => props.onClose()}>{t.cancel}</Button>
          <Button kind="primary" type="submit" disabled={!chosen()}>{t.save}</Button>
        </div>
      </form>
    </Sheet>
  );
}
