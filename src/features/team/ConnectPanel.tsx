/** Two devices of the team connect by codes that people carry from screen to screen; either of them may begin. */
import { For, Match, Switch } from 'solid-js';
import type { ConnectState } from '../../replica/team';
import { useTeamSync } from '../../state/team-sync';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { CodeReader } from './CodeReader';
import { CodeShown } from './CodeShown';
import { SidePanel } from './SidePanel';
import { connectWords } from './connect-words';
import { connectProblem } from './team-problem';
import styles from './Team.module.css';

export function ConnectPanel(props: { readonly connect: ConnectState; onAgain(): void }) {
  const words = connectWords;
  const { team } = useTeamSync();
  const close = () => { void team.cancelConnect(); };
  const inState = <K extends ConnectState['kind']>(kind: K) => (props.connect.kind === kind ? (props.connect as Extract<ConnectState, { kind: K }>) : undefined);
  const shown = () => ({ picture: words().qr, copy: words().copy, copied: words().copied });
  return (
    <SidePanel title={words().connect} onClose={close}>
      <Switch>
        <Match when={inState('offering')}>{(offering) => (
          <>
            <p class={styles.small}>{words().lead}</p>
            <ol class={styles.steps}><For each={words().steps}>{(step) => <li>{step}</li>}</For></ol>
            <CodeShown {...shown()} text={offering().code} label={words().ownCode} />
            <CodeReader label={words().theirCode} />
          </>
        )}</Match>
        <Match when={inState('answering')}>{(answering) => (
          <>
            <p role="status">{words().answer}</p>
            <CodeShown {...shown()} text={answering().code} label={words().ownAnswer} />
            <div><Button kind="quiet" icon="undo" onPress={() => { props.onAgain(); }}>{words().again}</Button></div>
          </>
        )}</Match>
        <Match when={inState('connecting')}>
          <ProgressBar label={words().connecting} value={0} valueText="" />
          <p class={styles.muted}>{words().connectingHelp}</p>
        </Match>
        <Match when={inState('connected')}>{(connected) => (
          <>
            <p role="status">{words().connected(connected().deviceName)}</p>
            <div><Button kind="primary" onPress={close}>{words().done}</Button></div>
          </>
        )}</Match>
        <Match when={inState('ended')}>{(ended) => (
          <>
            <p role="alert" class={styles.problem}>{connectProblem(ended().error)}</p>
            <div><Button icon="qr" onPress={() => { props.onAgain(); }}>{words().again}</Button></div>
          </>
        )}</Match>
      </Switch>
    </SidePanel>
  );
}
