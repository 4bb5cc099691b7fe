/** The customer's photo: taken or chosen, shrunk on this device, kept in the record. */
import { Show, createSignal } from 'solid-js';
import { Avatar } from '../../../ui/Avatar';
import { Button } from '../../../ui/Button';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { shrinkPhoto } from './shrink-photo';
import styles from './Details.module.css';

export function PhotoField() {
  const profile = useProfile();
  const t = useProfileWords();
  const [error, setError] = createSignal(false);
  let input!: HTMLInputElement;
  const handleFile = async () => {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    const photo = await shrinkPhoto(file);
    setError(!photo.ok);
    if (photo.ok) profile.setField('photo', photo.value, t.photo);
  };
  return (
    <div class={styles.photo} data-screen>
      <Avatar name={profile.customer().displayName} shape={profile.customer().kind} seed={profile.store.id()} photo={profile.text('photo') || undefined} size="xl" />
      <Show when={!profile.readOnly()}>
        <input ref={input} type="file" accept="image/*" hidden aria-label={t.addPhoto} onChange={() => void handleFile()} />
        <Button icon="camera" onClick={() => input.click()}>{profile.text('photo') ? t.changePhoto : t.addPhoto}</Button>
        <Show when={profile.text('photo')}><Button kind="quiet" onClick={() => profile.announceFields({ photo: null }, t.removed(t.photo))}>{t.removePhoto}</Button></Show>
      </Show>
      <Show when={error()}><p role="alert">{t.photoUnreadable}</p></Show>
    </div>
  );
}
