/** Who this is, and the one thing to do: log a contact. The save state stands under the name, quiet while all is well. */
import { Show, createEffect, createMemo, onCleanup } from 'solid-js';
import { Avatar } from '../../ui/Avatar';
import { Button, ButtonLink } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { Icon } from '../../ui/Icon';
import { StateChip } from '../../ui/StateChip';
import { TierBadge } from '../../ui/TierBadge';
import { mailHref, preferredOf, telHref } from '../../domain/customer/contact-points';
import { useBook } from '../../state/book-context';
import { useMay } from '../../state/may';
import type { KnownTier } from '../../state/tiers';
import { useTeamSync } from '../../state/team-sync';
import { useFormat } from '../../ui/i18n';
import { useProfile } from './profile-context';
import { valueWords } from './value/words';
import { useProfileWords } from './words';
import styles from './Profile.module.css';

export interface ProfileHeaderProps { readonly tier: KnownTier | undefined; readonly onLog: () => void; readonly onTrash: () => void; readonly onExport: () => void }

export function ProfileHeader(props: ProfileHeaderProps) {
  const profile = useProfile();
  const book = useBook();
  const t = useProfileWords();
  const customer = () => profile.customer();
  const say = () => [profile.text('name/phoneticGiven'), profile.text('name/phoneticFamily')].filter(Boolean).join(' ');
  const place = () => [customer().jobTitle, customer().kind === 'company' ? '' : customer().organization, customer().addresses[0]?.item.locality].filter(Boolean).join(', ');
  const phone = () => { const best = preferredOf(customer().phones); return best && telHref(best.item); };
  const email = () => { const best = preferredOf(customer().emails); return best && mailHref(best.item.value); };
  const silent = () => customer().status === 'deceased';
  const { team, state } = useTeamSync();
  const format = useFormat();
  const may = useMay();
  const others = createMemo(() => [...new Set((state.looking[profile.store.id()] ?? []).map(({ person }) => person))]);
  createEffect(() => { team.look({ customer: profile.store.id() }); });
  onCleanup(() => { team.look(undefined); });
  const save = () => {
    const state = profile.store.saveState();
    return state.kind === 'saved' && profile.isTyping() ? { kind: 'saving' as const } : state;
  };

  return (
    <header class={styles.header}>
      <Avatar name={customer().displayName} shape={customer().kind} seed={customer().id} photo={profile.text('photo') || undefined} size="xl" />
      <div class={styles.who}>
        <h1>{customer().displayName || t.untitled}<Show when={say()}><span class={styles.say}>{t.say(say())}</span></Show></h1>
        <div class={styles.meta}>
          <Show when={props.tier}>{(known) => (
            <><TierBadge tier={known().tier} /><Show when={known().override}>{(override) => <span class={styles.override}><Icon name="pen" size="xs" />{valueWords().overrideBy(override().by, format.day(override().until))}</span>}</Show></>
          )}</Show>
          <Show when={customer().status}>{(status) => <StateChip tone={status() === 'deceased' ? 'plain' : 'info'} icon="user" pill>{t.statuses[status()]}</StateChip>}</Show>
          <Show when={others().length > 0}><StateChip tone="info" icon="eye">{t.hereToo(format.list(others()), others().length)}</StateChip></Show>
          <Show when={place()}><span>{place()}</span></Show>
          <span role="status" aria-label={t.saveState} class={styles.save}>
            <Show when={save().kind === 'saved'} fallback={
              <Show when={save().kind === 'failed'} fallback={<StateChip tone="plain" icon="refresh">{t.saving}</StateChip>}><StateChip tone="late" icon="alert">{t.saveFailed}</StateChip></Show>
            }>
              <StateChip tone="ok" icon="check">{t.saved}</StateChip>
            </Show>
          </span>
          <Show when={save().kind === 'failed'}><Button kind="quiet" onClick={() => void book.retry()}>{t.tryAgain}</Button></Show>
        </div>
      </div>
      <div class={styles.actions}>
        <Show when={!silent() && phone()} fallback={<Button tile icon="phone" offReason={silent() ? t.deceased : t.noPhone}>{t.call}</Button>}>
          {(href) => <ButtonLink tile icon="phone" href={href()}>{t.call}</ButtonLink>}
        </Show>
        <Show when={!silent() && email()} fallback={<Button tile icon="mail" offReason={silent() ? t.deceased : t.noEmail}>{t.message}</Button>}>
          {(href) => <ButtonLink tile icon="mail" href={href()}>{t.message}</ButtonLink>}
        </Show>
        <Button tile icon="pen" kind="primary" disabled={profile.readOnly()} onClick={() => props.onLog()}>{t.logContact}</Button>
        <Menu label={t.more} icon="dots" items={[
          { label: t.print, icon: 'printer', onSelect: () => window.print() },
          ...(may('export') ? [{ label: t.exportVCard, icon: 'download', onSelect: () => props.onExport() } as const] : []),
          'separator',
          { label: t.moveToTrash, icon: 'trash', danger: true, disabled: profile.readOnly(), onSelect: () => props.onTrash() },
        ]} />
      </div>
    </header>
  );
}
