/** One invitation: picture and link, then the digits of whoever comes, then the answer. */
import { Match, Show, Switch as Cases, createSignal, onCleanup } from 'solid-js';
import { ROLES, mayAdmit, type Role } from '../../domain/team';
import type { InviteState } from '../../replica/team';
import { useTeamSync } from '../../state/team-sync';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { Switch } from '../../ui/Switch';
import { CheckCode } from './CheckCode';
import { CodeReader } from './CodeReader';
import { CodeShown } from './CodeShown';
import { SidePanel } from './SidePanel';
import { connectWords } from './connect-words';
import { connectProblem, teamProblem } from './team-problem';
import { teamWords } from './words';
import styles from './Team.module.css';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** What an invitation is made of; a change makes another one. */
export interface InviteWish { readonly role: Role; readonly isDirect: boolean }

export interface InvitePanelProps {
  readonly invite: InviteState;
  readonly wish: InviteWish;
  /** Whose invitation it is: nobody makes others more than they are themselves. */
  readonly by: Role | undefined;
  onWish(wish: InviteWish): void;
  onClose(): void;
}

export function InvitePanel(props: InvitePanelProps) {
  const words = teamWords;
  const { team } = useTeamSync();
  const [now, setNow] = createSignal(Date.now());
  const ticking = setInterval(() => setNow(Date.now()), SECOND_MS);
  onCleanup(() => { clearInterval(ticking); });
  const inState = <K extends InviteState['kind']>(kind: K) => (props.invite.kind === kind ? (props.invite as Extract<InviteState, { kind: K }>) : undefined);
  /** A manager makes no owners. */
  const roles = () => ROLES.filter((role) => props.by !== undefined && mayAdmit(props.by, role));
  const link = () => inState('waiting')?.link ?? '';
  const isDirect = () => inState('waiting')?.isDirect ?? false;
  const minutes = () => Math.max(0, Math.ceil(((inState('waiting')?.expiresAt ?? 0) - now()) / MINUTE_MS));

  return (
    <SidePanel title={words().invite} note={<Show when={inState('waiting')}><span class={styles.small}>{words().minutesLeft(minutes())}</span></Show>} onClose={() => { props.onClose(); }}>
      <Cases>
        <Match when={inState('waiting')}>
          <ol class={styles.steps}><li>{words().inviteStep1}</li><Show when={isDirect()}><li>{connectWords().readAnswer}</li></Show><li>{words().inviteStep2}</li></ol>
          <CodeShown text={link()} label={words().inviteLink} picture={words().qrLabel} copy={words().copyLink} copied={words().copied} share={words().shareLink} />
          <Show when={isDirect()}><CodeReader label={connectWords().theirAnswer} /></Show>
          <Select label={words().inviteAs} value={props.wish.role} options={roles().map((role) => ({ value: role, label: words().roles[role], description: words().roleHelp[role] }))} onChange={(role) => { props.onWish({ ...props.wish, role }); }} />
          <Switch label={connectWords().withoutServer} help={connectWords().withoutServerHelp} checked={isDirect()} onChange={(isOn) => { props.onWish({ ...props.wish, isDirect: isOn }); }} />
        </Match>
        <Match when={inState('compare')}>{(compare) => (
          <>
            <CheckCode code={compare().code} caption={words().shows(compare().deviceName, compare().person)} />
            <div class={styles.pair}>
              <Button onPress={() => { void team.cancelInvite(); }}>{words().cancel}</Button>
              <Button kind="primary" onPress={() => { void team.confirmInvite(compare().code); }}>{words().match}</Button>
            </div>
          </>
        )}</Match>
        <Match when={inState('admitted')}>{(admitted) => <p role="status">{words().admitted(admitted().deviceName)}</p>}</Match>
        <Match when={inState('ended')}>{(ended) => (
          <>
            <p role="alert" class={styles.problem}>{(props.wish.isDirect ? connectProblem : teamProblem)(ended().error)}</p>
            <Button icon="plus" onPress={() => { props.onWish(props.wish); }}>{words().newInvite}</Button>
          </>
        )}</Match>
      </Cases>
      <p class={styles.small}>{words().admitWarning}</p>
    </SidePanel>
  );
}
