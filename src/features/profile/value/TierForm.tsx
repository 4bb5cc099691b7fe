/** The tier with its reason, and the override: somebody knows better, says why and until when; the rule stays visible beside it. */
import { Show, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import { Button } from '../../../ui/Button';
import { Section } from '../../../ui/Section';
import { Select } from '../../../ui/Select';
import { TextField } from '../../../ui/TextField';
import { TierBadge, tierWords } from '../../../ui/TierBadge';
import { useFormat } from '../../../ui/i18n';
import { OVERRIDE_MONTHS, TIERS, TIER_OVERRIDE_KEY } from '../../../domain/value/tier';
import type { Tier, TierOverride } from '../../../domain/value/tier';
import { addMonths } from '../../../domain/values/day';
import { useActor } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import type { CustomerWorth } from './customer-worth';
import { valueWords } from './words';
import styles from './Value.module.css';

export function TierForm(props: { readonly worth: CustomerWorth }) {
  const words = valueWords;
  const profile = useProfile();
  const format = useFormat();
  const [isSetting, setIsSetting] = createSignal(false);
  let opener: HTMLButtonElement | undefined;
  // With the form, or the button that gives the tier back, the focus would be gone.
  const handleDone = () => {
    setIsSetting(false);
    opener?.focus();
  };
  const known = () => props.worth.tier();
  const name = (tier: Tier) => tierWords().name[tier];
  return (
    <Section title={words().tier}>
      <Show when={known()} fallback={<p class={styles.muted}><strong>{words().noTier}.</strong> {words().noTierWhy}</p>}>{(current) => (
        <>
          <div class={styles.row}>
            <span class={styles.row}><TierBadge tier={current().tier} /><span>{current().override ? current().override!.reason : words().why[current().tier]}</span></span>
          </div>
          <Show when={current().override} fallback={<Show when={props.worth.evaluatedOn()}>{(day) => <p class={styles.muted}>{words().evaluatedOn(format.day(day()))}</p>}</Show>}>
            {(override) => <p class={styles.muted}>{[words().overrideBy(override().by, format.day(override().until)), current().ruled ? words().ruleSays(name(current().ruled!)) : ''].filter(Boolean).join(' · ')}</p>}
          </Show>
          <Show when={current().pending}>{(pending) => <p class={styles.muted}>{words().pendingTier(name(pending()))}</p>}</Show>
        </>
      )}</Show>
      <Show when={!profile.readOnly()}>
        <Show when={isSetting()} fallback={
          <div class={styles.row}>
            <Button ref={(element) => { opener = element; }} kind="quiet" icon="pen" onPress={() => setIsSetting(true)}>{words().setTier}</Button>
            <Show when={known()?.override}><Button kind="quiet" onPress={() => { profile.announceFields({ [TIER_OVERRIDE_KEY]: null }, words().tierCleared); opener?.focus(); }}>{words().backToRule}</Button></Show>
          </div>
        }>
          <OverrideForm worth={props.worth} onDone={handleDone} />
        </Show>
      </Show>
    </Section>
  );
}

function OverrideForm(props: { readonly worth: CustomerWorth; readonly onDone: () => void }) {
  const words = valueWords;
  const profile = useProfile();
  const actor = useActor();
  // eslint-disable-next-line solid/reactivity -- the form starts from the tier and is its own from then on
  const [draft, setDraft] = createStore<{ tier: Tier; reason: string; until: string }>({ tier: props.worth.tier()?.tier ?? 'mvc', reason: '', until: addMonths(props.worth.today(), OVERRIDE_MONTHS) });
  const [isTried, setIsTried] = createSignal(false);
  const isReasonMissing = () => draft.reason.trim() === '';
  const isUntilWrong = () => draft.until < props.worth.today();
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (isReasonMissing() || isUntilWrong()) return;
    const override: TierOverride = { tier: draft.tier, reason: draft.reason.trim(), until: draft.until, by: actor.name, at: props.worth.today() };
    profile.announceFields({ [TIER_OVERRIDE_KEY]: { ...override } }, words().tierSet(tierWords().name[draft.tier]));
    props.onDone();
  };
  return (
    <form class={styles.form} onSubmit={handleSubmit}>
      <div class={styles.pair}>
        <Select label={words().overrideTier} value={draft.tier} onChange={(tier) => setDraft('tier', tier)} options={TIERS.map((value) => ({ value, label: tierWords().name[value], description: tierWords().meaning[value] }))} />
        <TextField type="date" label={words().overrideUntil} value={draft.until} error={isTried() && isUntilWrong() ? words().untilNeeded : undefined} onInput={(until) => setDraft('until', until)} />
      </div>
      <TextField label={words().overrideReason} help={words().overrideReasonHelp} value={draft.reason} error={isTried() && isReasonMissing() ? words().reasonNeeded : undefined} onInput={(reason) => setDraft('reason', reason)} autofocus />
      <div class={styles.row}><span /><Button onPress={() => { props.onDone(); }}>{words().cancel}</Button><Button type="submit">{words().save}</Button></div>
    </form>
  );
}
