/** `#/customers/:id`: one customer, whole. Opens the document, says what is wrong where it cannot, and lays out the parts. */
import { Match, Show, Switch, createSignal } from 'solid-js';
import { useParams } from '@solidjs/router';
import { Banner } from '../../ui/Banner';
import { ButtonLink } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Later } from '../../ui/Later';
import { Section } from '../../ui/Section';
import { Skeleton } from '../../ui/Skeleton';
import { useFormat } from '../../ui/i18n';
import { createOpenCustomer } from '../../state/open-customer';
import type { OpenCustomerStore } from '../../state/open-customer';
import { heldBackKeys } from '../../domain/customer/custom-fields';
import { useActor, useRows } from '../../state/book-context';
import { useMayChange, useSeesOnlyOwnLeads } from '../../state/may';
import { useFieldDefinitions } from '../../state/field-definitions';
import { saveVCard } from './save-vcard';
import { ProfileProvider, createProfile, useProfile } from './profile-context';
import { useProfileWords } from './words';
import { ProfileHeader } from './ProfileHeader';
import { FactStrip } from './FactStrip';
import { NeedsSection } from './value/NeedsSection';
import { ValueStrip } from './value/ValueStrip';
import { createCustomerWorth } from './value/customer-worth';
import { Conflicts } from './history/Conflicts';
import { NoteCard } from './note/NoteCard';
import { Timeline } from './timeline/Timeline';
import { LogContact } from './timeline/LogContact';
import { NameFields } from './details/NameFields';
import { ContactPoints } from './details/ContactPoints';
import { Addresses } from './details/Addresses';
import { DatesSection } from './details/DatesSection';
import { RelationsSection } from './details/RelationsSection';
import { TagsField } from './details/TagsField';
import { OwnerStatus } from './details/OwnerStatus';
import { CustomFields } from './details/CustomFields';
import { PhotoField } from './details/PhotoField';
import styles from './Profile.module.css';

/** SPEC: the trash keeps for 30 days. */
const TRASH_DAYS = 30;

export default function ProfilePage() {
  const params = useParams<{ id: string }>();
  const store = createOpenCustomer(() => params.id);
  const t = useProfileWords();
  const rows = useRows();
  const isLeadsOnly = useSeesOnlyOwnLeads();
  // The role may change while somebody is open whom it does not show.
  const isHidden = () => isLeadsOnly() && store.phase() === 'open' && rows.row(store.id()) === undefined;
  return (
    <div class={styles.page}>
      <Switch>
        <Match when={store.phase() === 'open' && !isHidden()}>
          {/* Keyed: the fields' drafts belong to one customer and must not outlive the switch to another. */}
          <Show when={store.id()} keyed>{(_id) => <OpenProfile store={store} />}</Show>
        </Match>
        <Match when={store.phase() === 'loading'}><div class={styles.state}><Skeleton count={4} label={t.loading} /></div></Match>
        <Match when={store.phase() === 'corrupt'}><div class={styles.state}><EmptyState icon="alert" title={t.corrupt} body={t.corruptBody} /></div></Match>
        <Match when={true}><div class={styles.state}><EmptyState icon="search" title={t.notFound} body={t.notFoundBody} action={<ButtonLink href="#/customers">{t.backToList}</ButtonLink>} /></div></Match>
      </Switch>
    </div>
  );
}

function OpenProfile(props: { store: OpenCustomerStore }) {
  const mayChange = useMayChange();
  // eslint-disable-next-line solid/reactivity -- one store per page for its whole life
  const profile = createProfile(props.store, mayChange);
  return <ProfileProvider profile={profile}><ProfileLayout /></ProfileProvider>;
}

function ProfileLayout() {
  const profile = useProfile();
  const definitions = useFieldDefinitions();
  const actor = useActor();
  const t = useProfileWords();
  const format = useFormat();
  const worth = createCustomerWorth();
  const [logging, setLogging] = createSignal(false);
  const trashedUntil = () => { const at = profile.customer().trashedAt; return at ? new Date(Date.parse(at) + TRASH_DAYS * 86_400_000).toISOString().slice(0, 10) : undefined; };
  const name = () => profile.customer().displayName || t.untitled;
  const handleTrash = () => profile.announceFields({ trashedAt: new Date(actor.now()).toISOString(), trashedBy: actor.name }, t.trashedToast(name()));
  const handleExport = () => {
    const held = new Set(heldBackKeys([...definitions.fields(), ...definitions.deleted()]));
    const fields = Object.fromEntries(Object.entries(profile.store.fields).filter(([key]) => !held.has(key)));
    return saveVCard({ id: profile.store.id(), fields, note: profile.store.note()?.toString() ?? '' }, name());
  };

  return (
    <article class={styles.profile} aria-label={name()}>
      <ButtonLink kind="quiet" icon="left" href="#/customers" class={styles.back}>{t.back}</ButtonLink>
      <Show when={profile.readOnly()}>
        <Banner tone="due" {...(profile.store.readOnly() === 'newer-schema' ? { title: t.readOnly, body: t.readOnlyBody } : { title: t.readOnlyRole, body: t.readOnlyRoleBody })} />
      </Show>
      <Show when={trashedUntil()}>
        {(until) => <Banner tone="due" title={t.trashed} body={t.trashedBody(format.day(until()))} action={profile.readOnly() ? undefined : { label: t.restore, onPress: () => profile.announceFields({ trashedAt: null, trashedBy: null }, t.restored(name())) }} />}
      </Show>
      <ProfileHeader tier={worth.tier()} onLog={() => setLogging(true)} onTrash={handleTrash} onExport={() => void handleExport()} />
      <Conflicts />
      <ValueStrip worth={worth} />
      <FactStrip />
      <div class={styles.columns}>
        <div class={styles.column}>
          <NoteCard />
          <Timeline onLog={() => setLogging(true)} />
        </div>
        <div class={styles.column}>
          <NeedsSection today={worth.today()} />
          <Section title={t.details}><NameFields /></Section>
          <Section title={t.reach}>
            <div class={styles.group}><ContactPoints kind="phone" /><ContactPoints kind="email" /><Later><Addresses /><ContactPoints kind="link" /></Later></div>
          </Section>
          <Later>
            <Section title={t.peopleAndDates}>
              <div class={styles.group}><RelationsSection /><DatesSection /></div>
            </Section>
          </Later>
          <Later><Section title={t.tags}><TagsField /></Section></Later>
          <Later><Section title={t.contactPreference}><OwnerStatus /></Section></Later>
          <Later><CustomFields /></Later>
          <Later><div data-screen><Section title={t.photo}><PhotoField /></Section></div></Later>
        </div>
      </div>
      <Show when={logging()}><LogContact onClose={() => setLogging(false)} /></Show>
    </article>
  );
}
