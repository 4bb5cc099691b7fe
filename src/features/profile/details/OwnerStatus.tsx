/** Who looks after the customer, where they stand, and how they like to be reached. */
import { Select } from '../../../ui/Select';
import { CHANNELS } from '../../../domain/entry/entry';
import { CUSTOMER_STATUSES } from '../../../domain/customer/fields';
import { useOwners } from '../../../state/owners';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { BoundField } from './BoundField';
import styles from './Details.module.css';

export function OwnerStatus() {
  const profile = useProfile();
  const owners = useOwners();
  const t = useProfileWords();
  const ownerOptions = () => {
    const names = new Set(owners());
    if (profile.text('owner')) names.add(profile.text('owner'));
    return [{ value: '', label: t.noOwner }, ...[...names].map((name) => ({ value: name, label: name }))];
  };
  const channel = (name: string) => (t.channels as Record<string, string>)[name] ?? name;
  return (
    <div class={styles.pair}>
      <Select label={t.owner} value={profile.text('owner')} options={ownerOptions()} disabled={profile.readOnly()} onChange={(owner) => profile.setField('owner', owner, t.owner)} />
      <Select label={t.status} value={profile.text('status')} disabled={profile.readOnly()} onChange={(status) => profile.setField('status', status, t.status)}
        options={[{ value: '', label: t.noStatus }, ...CUSTOMER_STATUSES.map((status) => ({ value: status, label: t.statuses[status] }))]} />
      <Select label={t.preferredChannel} value={profile.text('preferredChannel')} disabled={profile.readOnly()} onChange={(value) => profile.setField('preferredChannel', value, t.preferredChannel)}
        options={[{ value: '', label: t.noPreference }, ...CHANNELS.filter((name) => !['gift', 'complaint', 'fair', 'event', 'web'].includes(name)).map((name) => ({ value: name, label: channel(name) }))]} />
      <BoundField field="preferredHours" label={t.preferredHours} />
    </div>
  );
}
