/** Postal addresses: one field per part, none required; the whole address is one mergeable item. */
import { For, Index, Show, createMemo, createSignal } from 'solid-js';
import { Button, IconButton } from '../../../ui/Button';
import { shortHash, uuidv7 } from '../../../lib/ids';
import { listItems } from '../../../domain/customer/customer';
import type { AddressItem } from '../../../domain/customer/fields';
import { fieldKey } from '../../../domain/customer/fields';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { BoundField } from './BoundField';
import styles from './Details.module.css';

const PARTS = ['street', 'extended', 'postalCode', 'locality', 'region', 'country'] as const;
const ALWAYS: readonly string[] = ['street', 'postalCode', 'locality', 'country'];

export function Addresses() {
  const profile = useProfile();
  const t = useProfileWords();
  const stored = createMemo(() => listItems<AddressItem>(profile.store.fields, 'address').map(({ id }) => id));
  const [blank, setBlank] = createSignal<string>();
  const ids = createMemo(() => { const extra = blank(); return extra && !stored().includes(extra) ? [...stored(), extra] : stored(); });
  const item = (id: string) => (profile.field(fieldKey('address', id)) ?? {}) as AddressItem;
  const title = (index: number) => (index === 0 ? t.address : t.numbered(t.address, index + 1));

  const handleStore = (id: string, part: string, text: string, label: string) => {
    const { formatted: _stale, ...kept } = item(id); // the label as printed no longer matches once a part changes
    const next = Object.fromEntries(Object.entries({ ...kept, [part]: text.trim() }).filter((part): part is [string, string] => Boolean(part[1])));
    profile.setField(fieldKey('address', id), Object.keys(next).some((key) => key !== 'type' && key !== 'label') ? next : null, label, true);
  };

  return (
    <div class={styles.stack}>
      <For each={ids()}>
        {(id, index) => (
          <fieldset class={styles.group}>
            <legend class={styles.legend}>{title(index())}</legend>
            <div class={styles.pair}>
              <Index each={PARTS.filter((part) => ALWAYS.includes(part) || item(id)[part])}>
                {(part) => <BoundField field={fieldKey('address', id)} label={t[part()]} value={item(id)[part()] ?? ''} onStore={(text) => handleStore(id, part(), text, title(index()))} removesWhenEmpty />}
              </Index>
            </div>
            <Show when={!profile.readOnly() && stored().includes(id)}>
              <IconButton icon="x" label={t.removeItem(title(index()))} onClick={() => profile.announceFields({ [fieldKey('address', id)]: null }, t.removed(title(index())))} />
            </Show>
          </fieldset>
        )}
      </For>
      <Show when={!profile.readOnly() && ids().length === stored().length}>
        <Button kind="quiet" icon="plus" onClick={() => setBlank(shortHash(uuidv7()))}>{t.addAddress}</Button>
      </Show>
    </div>
  );
}
