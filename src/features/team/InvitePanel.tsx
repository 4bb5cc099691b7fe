/** One invitation: picture and link, then the digits of whoever comes, then the answer. */
import { Match, Show, Switch, createMemo, createSignal, onCleanup } from 'solid-js';
import encodeQr from 'qr';
import { ROLES, mayAdmit, type Role } from '../../domain/team';
import type { InviteState } from '../../replica/team';
import { useTeamSync } from '../../state/team-sync';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Select } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import { useToast } from '../../ui/Toast';
import { CheckCode } from './CheckCode';
import { teamWords } from './words';
import styles from './Team.module.css';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export function InvitePanel(props: { readonly invite: InviteState; readonly role: Role; readonly by: Role | undefined; onRole(role: Role): void; onClose(): void }) {
  const words = teamWords;
  const { team } = useTeamSync();
  const toast = useToast();
  const [now, setNow] = createSignal(Date.now());
  const ticking = setInterval(() => setNow(Date.now()), SECOND_MS);
  onCleanup(() => { clearInterval(ticking); });
  const inState = <K extends InviteState['kind']>(kind: K) => (props.invite.kind === kind ? (props.invite as Extract<InviteState, { kind: K }>) : undefined);
  /** A manager makes no owners. */
  const roles = () => ROLES.filter((role) => props.by !== undefined && mayAdmit(props.by, role));
  const link = () => inState('waiting')?.link ?? '';
  const minutes = () => Math.max(0, Math.ceil(((inState('waiting')?.expiresAt ?? 0) - now()) / MINUTE_MS));

  const copy = async () => {
    await navigator.clipboard.writeText(link());
    toast({ message: words().copied });
  };
  // A share sheet that is dismissed rejects; nothing has happened then.
  const share = () => { navigator.share({ url: link() }).catch(() => undefined); };
  return (
    <Card as="section" pad class={styles.side} label={words().invite}>
      <div class={styles.sideHead}>
        <h2>{words().invite}</h2>
        <Show when={inState('waiting')}><span class={styles.small}>{words().minutesLeft(minutes())}</span></Show>
        <IconButton icon="x" label={words().close} onPress={() => { props.onClose(); }} />
      </div>
      <Switch>
        <Match when={inState('waiting')}>
          <QrPicture text={link()} />
          <ol class={styles.steps}><li>{words().inviteStep1}</li><li>{words().inviteStep2}</li></ol>
          <TextField label={words().inviteLink} value={link()} readOnly />
          <div class={styles.actions}>
            <Button icon="copy" onPress={() => { void copy(); }}>{words().copyLink}</Button>
            <Show when={'share' in navigator}><Button icon="upload" onPress={share}>{words().shareLink}</Button></Show>
          </div>
          <Select label={words().inviteAs} value={props.role} options={roles().map((role) => ({ value: role, label: words().roles[role], description: words().roleHelp[role] }))} onChange={(role) => { props.onRole(role); }} />
        </Match>
        <Match when={inState('compare')}>{(compare) => (
          <>
            <CheckCode code={compare().code} caption={words().shows(compare().deviceName, compare().person)} />
            <div class={styles.pair}>
              <Button onPress={() => { void team.cancelInvite(); }}>{words().cancel}</Button>
              <Button kind="primary" onPress={() => { void team.confirmInvite(); }}>{words().match}</Button>
            </div>
          </>
        )}</Match>
        <Match when={inState('admitted')}>{(admitted) => <p role="status">{words().admitted(admitted().deviceName)}</p>}</Match>
        <Match when={inState('ended')}>{(ended) => (
          <>
            <p role="alert" class={styles.problem}>{words().errors[ended().error.kind]}</p>
            <Button icon="plus" onPress={() => { props.onRole(props.role); }}>{words().newInvite}</Button>
          </>
        )}</Match>
      </Switch>
      <p class={styles.small}>{words().admitWarning}</p>
    </Card>
  );
}

function QrPicture(props: { readonly text: string }) {
  const words = teamWords;
  const modules = createMemo(() => encodeQr(props.text, 'raw', { ecc: 'low', border: 1 }));
  const path = () => modules().flatMap((row, y) => row.map((on, x) => (on ? `M${String(x)} ${String(y)}h1v1h-1z` : ''))).join('');
  return <div class={styles.qr}><svg viewBox={`0 0 ${String(modules().length)} ${String(modules().length)}`} role="img" aria-label={words().qrLabel} shape-rendering="crispEdges"><path fill="#1b1813" d={path()} /></svg></div>;
}
