/** One device: who has it, what it holds compared with this one, and what can be done about it. */
import { Show } from 'solid-js';
import type { TeamDevice } from '../../replica/team';
import { Icon } from '../../ui/Icon';
import { Menu } from '../../ui/Menu';
import type { MenuItem } from '../../ui/Menu';
import { ProgressBar } from '../../ui/ProgressBar';
import { StateChip } from '../../ui/StateChip';
import { cx } from '../../ui/cx';
import { useFormat } from '../../ui/i18n';
import { deviceIcon, deviceLine } from './device-words';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface DeviceRowProps {
  readonly device: TeamDevice;
  readonly customers: number;
  readonly onlyHere: number;
  readonly now: number;
  /** Its name, and its place in the team. */
  readonly mayManage: boolean;
  readonly mayChangeRole: boolean;
  onRename(): void;
  onRole(): void;
  onRemove(): void;
}

export function DeviceRow(props: DeviceRowProps) {
  const words = teamWords;
  const format = useFormat();
  const line = () => deviceLine(props.device, words(), format, props.now);
  const items = (): MenuItem[] => [
    { label: words().rename, icon: 'pen', onSelect: () => { props.onRename(); } },
    ...(props.mayChangeRole ? [{ label: words().changeRole, icon: 'user', onSelect: () => { props.onRole(); } } as const] : []),
    ...(props.mayManage && !props.device.isSelf ? [{ label: words().remove, icon: 'trash', danger: true, onSelect: () => { props.onRemove(); } } as const] : []),
  ];
  return (
    <li class={styles.device}>
      <span class={styles.tile}><Icon name={deviceIcon(props.device.name)} /></span>
      <div>
        <div class={styles.name}><b>{props.device.name}</b><span class={styles.small}>{props.device.person} · {props.device.isSelf ? words().thisDevice : words().roles[props.device.role]}</span></div>
        <Show when={!props.device.isSelf} fallback={
          <StateChip class={styles.chip} tone={props.onlyHere > 0 ? 'due' : 'ok'} icon={props.onlyHere > 0 ? 'tablet' : 'checks'}>{props.onlyHere > 0 ? words().onlyHereState(format.number(props.onlyHere)) : words().allElsewhere}</StateChip>
        }>
          <StateChip class={styles.chip} tone={line().tone} icon={line().icon} busy={line().tone === 'info'}>{line().text}</StateChip>
          <Show when={line().more}><p class={styles.small}>{line().more}</p></Show>
          <Show when={props.device.clockAhead}>{(ahead) => <p class={styles.small}>{words().clockAhead(format.duration(ahead()), ahead() > 0)}</p>}</Show>
          <Show when={line().progress}>{(progress) => <ProgressBar label="" value={progress().value} max={progress().max} />}</Show>
        </Show>
      </div>
      <Show when={props.device.isSelf}><span class={cx(styles.small, styles.count)}>{words().customersHere(format.number(props.customers), props.customers === 1)}</span></Show>
      <Show when={(props.device.isSelf || props.mayManage) && props.device.removedAt === undefined}><div class={styles.menu}><Menu label={`${words().more}: ${props.device.name}`} icon="dots" items={items()} /></div></Show>
    </li>
  );
}
