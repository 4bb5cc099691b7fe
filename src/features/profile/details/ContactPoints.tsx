/** E-mails, phones and links: as many as there are, each saving itself. The first is there even while empty. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { Button, IconButton, IconLink } from '../../../ui/Button';
import { Select } from '../../../ui/Select';
import { shortHash, uuidv7 } from '../../../lib/ids';
import type { Json } from '../../../lib/json';
import type { ContactType, EmailItem, LinkItem, PhoneItem } from '../../../domain/customer/fields';
import { fieldKey } from '../../../domain/customer/fields';
import { listItems } from '../../../domain/customer/customer';
import { preferEdits } from '../../../domain/customer/contact-points';
import { parseEmail } from '../../../domain/values/email';
import { openableLink } from '../../../domain/values/link';
import { usePhoneReader } from '../../../state/phone-parser';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { BoundField } from './BoundField';
import styles from './Details.module.css';

type PointKind = 'email' | 'phone' | 'link';
type Point = EmailItem | PhoneItem | LinkItem;

/** Fields drawn at first: a switchboard imported with 500 numbers would hold up the profile for seconds. */
const FIRST_SHOWN = 20;

const VALUE_KEY = { email: 'value', phone: 'raw', link: 'url' } as const;
const TYPES: Readonly<Record<PointKind, readonly ContactType[]>> = { email: ['home', 'work', 'other'], phone: ['mobile', 'home', 'work', 'fax', 'other'], link: ['work', 'home', 'other'] };

export function ContactPoints(props: { kind: PointKind }) {
  const profile = useProfile();
  const t = useProfileWords();
  const readPhone = usePhoneReader();
  const label = () => t[props.kind];
  const stored = createMemo(() => listItems<Point>(profile.store.fields, props.kind).map(({ id }) => id));
  // A new item has a place on screen before it has a value; its id stays, so that typing does not lose the field.
  const [blank, setBlank] = createSignal(shortHash(uuidv7()));
  const [adding, setAdding] = createSignal(false);
  const [isWhole, setIsWhole] = createSignal(false);
  const shown = createMemo(() => (isWhole() ? stored() : stored().slice(0, FIRST_SHOWN)));
  const isAdding = () => (adding() || stored().length === 0) && !stored().includes(blank());
  const ids = createMemo(() => (isAdding() ? [...shown(), blank()] : shown()));

  const item = (id: string): Point | undefined => (profile.field(fieldKey(props.kind, id)) ?? undefined) as unknown as Point | undefined;
  const valueOf = (id: string) => { const found = item(id) as Record<string, string> | undefined; return found?.[VALUE_KEY[props.kind]] ?? ''; };
  const numbered = (index: number) => (index === 0 ? label() : t.numbered(label(), index + 1));

  const handleStore = (id: string, index: number, text: string) => {
    const key = fieldKey(props.kind, id);
    // E.164 belonged to the old number.
    const { e164: _old, ...kept } = (item(id) ?? {}) as Partial<PhoneItem>;
    const e164 = props.kind === 'phone' ? readPhone(text) : undefined;
    profile.setField(key, text.trim() ? ({ ...kept, [VALUE_KEY[props.kind]]: text.trim(), ...(e164 ? { e164 } : {}) } as unknown as Json) : null, numbered(index), true);
  };
  const handleType = (id: string, type: string, index: number) => {
    const found = item(id);
    if (found) profile.setField(fieldKey(props.kind, id), { ...found, type } as unknown as Json, numbered(index));
  };
  const handlePrefer = (id: string, index: number) => {
    if (props.kind !== 'link') profile.setFields(preferEdits(profile.store.fields, props.kind, id), t.makePreferred(numbered(index)));
  };
  const handleAdd = () => {
    setBlank(shortHash(uuidv7()));
    setAdding(true);
    setIsWhole(true);
  };
  const errorOf = (text: string) => {
    if (props.kind === 'email' && !parseEmail(text).ok) return t.badEmail;
    if (props.kind === 'link' && !openableLink(text)) return t.badUrl;
    return undefined;
  };

  return (
    <div class={styles.points}>
      <For each={ids()}>
        {(id, index) => (
          <div class={styles.point}>
            <BoundField
              field={fieldKey(props.kind, id)} label={numbered(index())} value={valueOf(id)} onStore={(text) => handleStore(id, index(), text)} error={errorOf} removesWhenEmpty
              type={props.kind === 'email' ? 'email' : props.kind === 'phone' ? 'tel' : 'url'} inputmode={props.kind === 'email' ? 'email' : props.kind === 'phone' ? 'tel' : 'url'}
            />
            <Show when={valueOf(id) && !profile.readOnly()}>
              <div class={styles.pointTools}>
                <Show when={props.kind === 'link' && openableLink(valueOf(id))}>{(href) => <IconLink icon="external" label={t.openLink(numbered(index()))} href={href()} target="_blank" rel="noopener noreferrer" />}</Show>
                <Select hideLabel label={t.typeOf(numbered(index()))} placeholder={t.type} value={item(id)?.type ?? ''} onChange={(type) => handleType(id, type, index())}
                  options={TYPES[props.kind].map((type) => ({ value: type, label: t.types[type] }))} />
                <Show when={props.kind !== 'link' && stored().length > 1}>
                  <IconButton icon="star" pressed={(item(id) as EmailItem | undefined)?.preferred === true} label={t.makePreferred(numbered(index()))} onClick={() => handlePrefer(id, index())} />
                </Show>
                <IconButton icon="x" label={t.removeItem(numbered(index()))} onClick={() => profile.announceFields({ [fieldKey(props.kind, id)]: null }, t.removed(numbered(index())))} />
              </div>
            </Show>
          </div>
        )}
      </For>
      <Show when={shown().length < stored().length}><Button kind="quiet" onClick={() => setIsWhole(true)}>{t.showRest(stored().length - shown().length)}</Button></Show>
      <Show when={!profile.readOnly() && stored().length > 0 && !isAdding()}>
        <Button kind="quiet" icon="plus" onClick={handleAdd}>{props.kind === 'email' ? t.addEmail : props.kind === 'phone' ? t.addPhone : t.addLink}</Button>
      </Show>
    </div>
  );
}
