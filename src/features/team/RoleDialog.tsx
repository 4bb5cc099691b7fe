/** Another role for somebody else's device. All roles stand there with what they see, and what a role cannot do is said beside them. */
import { For, createSignal, createUniqueId } from 'solid-js';
import type { Role } from '../../domain/team';
import type { TeamDevice } from '../../replica/team';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { manageWords } from './manage-words';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface RoleDialogProps {
  readonly device: TeamDevice;
  /** Those that may be given, the present one among them. */
  readonly roles: readonly Role[];
  onClose(): void;
  onChoose(role: Role): Promise<void>;
}

export function RoleDialog(props: RoleDialogProps) {
  const words = teamWords, more = manageWords;
  const name = createUniqueId();
  const [chosen, setChosen] = createSignal<Role>();
  const role = () => chosen() ?? props.device.role;
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (role() === props.device.role) props.onClose();
    else void props.onChoose(role());
  };
  return (
    <Dialog open onOpenChange={() => { props.onClose(); }} title={more().roleTitle(props.device.name)} description={more().roleLead(props.device.person)}>
      <form class={styles.stack} onSubmit={handleSubmit}>
        <fieldset class={styles.roles} role="radiogroup" aria-label={words().inviteAs}>
          <For each={props.roles}>{(each) => (
            <label class={styles.role}>
              <input type="radio" name={name} value={each} checked={role() === each} data-autofocus={role() === each ? '' : undefined} onChange={() => setChosen(each)} aria-label={words().roles[each]} aria-describedby={`${name}-${each}`} />
              <span><b>{words().roles[each]}</b><span id={`${name}-${each}`} class={styles.small}>{words().roleHelp[each]}</span></span>
            </label>
          )}</For>
        </fieldset>
        <p class={styles.small}>{more().roleTruth}</p>
        <div class={styles.actionsEnd}><Button onPress={() => { props.onClose(); }}>{words().cancel}</Button><Button kind="primary" type="submit">{more().roleSave}</Button></div>
      </form>
    </Dialog>
  );
}
