/** The name and what the customer is: the parts everybody needs, the rare ones behind one tap. */
import { For, Show, createSignal } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Segmented } from '../../../ui/Segmented';
import { CUSTOMER_KINDS } from '../../../domain/customer/fields';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { BoundField } from './BoundField';
import styles from './Details.module.css';

const RARE = [
  ['name/prefix', 'prefix'], ['name/middle', 'middle'], ['name/suffix', 'suffix'], ['name/nickname', 'nickname'],
  ['name/phoneticGiven', 'phoneticGiven'], ['name/phoneticFamily', 'phoneticFamily'], ['displayName', 'displayName'], ['department', 'department'], ['customerNumber', 'customerNumber'],
] as const;

export function NameFields() {
  const profile = useProfile();
  const t = useProfileWords();
  const [all, setAll] = createSignal(false);
  // A part that is filled is never hidden.
  const rare = () => RARE.filter(([field]) => all() || profile.text(field) !== '');
  return (
    <div class={styles.stack}>
      <div data-screen><Segmented label={t.kind} value={profile.customer().kind} disabled={profile.readOnly()} onChange={(kind) => profile.setField('kind', kind, t.kind)}
        options={CUSTOMER_KINDS.map((kind) => ({ value: kind, label: t[kind] }))} /></div>
      <div class={styles.pair}>
        <BoundField field="name/given" label={t.given} autocomplete="off" />
        <BoundField field="name/family" label={t.family} />
      </div>
      <div class={styles.pair}>
        <BoundField field="organization" label={t.organization} />
        <BoundField field="jobTitle" label={t.jobTitle} />
      </div>
      <Show when={rare().length > 0}>
        <div class={styles.pair}><For each={rare()}>{([field, word]) => <BoundField field={field} label={t[word]} />}</For></div>
      </Show>
      <Show when={RARE.some(([field]) => profile.text(field) === '')}>
        <Button kind="quiet" icon={all() ? 'up' : 'down'} onClick={() => setAll(!all())} aria-expanded={all()}>{all() ? t.fewerNames : t.moreNames}</Button>
      </Show>
    </div>
  );
}
