/** The team as it stands: what exists only here, the devices, the people, and the ways for changes to travel. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { ROLES, can, leavesNoOwner, mayChangeRole, mayRemove, type Role } from '../../domain/team';
import type { TeamDevice } from '../../replica/team';
import { useActor, useRows } from '../../state/book-context';
import { useTeamSync } from '../../state/team-sync';
import { Avatar } from '../../ui/Avatar';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { useToast } from '../../ui/Toast';
import { useConfirm } from '../../ui/confirm';
import { cx } from '../../ui/cx';
import { useFormat } from '../../ui/i18n';
import { ConnectPanel } from './ConnectPanel';
import { DeviceRow } from './DeviceRow';
import { InvitePanel, type InviteWish } from './InvitePanel';
import { MeetingPoints } from './MeetingPoints';
import { PossiblyTwice } from './PossiblyTwice';
import { ProblemBanner } from './ProblemBanner';
import { RenameDialog } from './RenameDialog';
import { RoleDialog } from './RoleDialog';
import { SyncFilePanel } from './SyncFilePanel';
import { connectWords } from './connect-words';
import { manageWords } from './manage-words';
import type { SyncFiles } from './sync-files';
import { teamWords } from './words';
import styles from './Team.module.css';

export interface TeamOverviewProps {
  readonly files: SyncFiles;
  readonly isFilePanelUp: boolean;
  onFilePanel(isUp: boolean): void;
}

export function TeamOverview(props: TeamOverviewProps) {
  const words = teamWords;
  const format = useFormat();
  const actor = useActor();
  const rows = useRows();
  const toast = useToast();
  const confirm = useConfirm();
  const { team, state } = useTeamSync();
  const [wish, setWish] = createSignal<InviteWish>({ role: 'staff', isDirect: false });
  const [renaming, setRenaming] = createSignal<TeamDevice>();
  const [changing, setChanging] = createSignal<TeamDevice>();
  const mayManage = () => state.self !== undefined && can(state.self.role, 'manage');
  const manages = (device: TeamDevice) => state.self !== undefined && mayRemove(state.self.role, device.role);
  /** Those that may be given to the device, its own among them; fewer than two: there is nothing to choose. Nobody's word about the own role counts. */
  const rolesFor = (device: TeamDevice): readonly Role[] => {
    const self = state.self;
    if (!self || device.isSelf || device.removedAt !== undefined) return [];
    const owners = state.devices.filter((each) => each.role === 'owner' && each.removedAt === undefined).map(({ id }) => id);
    return ROLES.filter((next) => mayChangeRole(self.role, device.role, next) && (next === 'owner' || !leavesNoOwner(owners, device.id) || device.role !== 'owner'));
  };
  const people = createMemo(() => {
    const byName = new Map<string, Role>();
    for (const device of state.devices) if (device.removedAt === undefined) byName.set(device.person, device.role);
    return [...byName].map(([name, held]) => ({ name, role: held }));
  });
  const hasSide = () => state.invite !== undefined || state.connect !== undefined || props.isFilePanelUp;
  /** Nothing is at hand that two devices could meet at. */
  const hasNoMeetingPoint = () => state.meetingPoints.every((point) => point.state === 'closed');
  const active = () => state.devices.filter((device) => device.removedAt === undefined).length;

  const say = (result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly kind: keyof ReturnType<typeof words>['errors'] } }, done?: string) => {
    if (!result.ok) toast({ message: words().errors[result.error.kind], tone: 'late' });
    else if (done) toast({ message: done });
  };
  const invite = async (next: InviteWish) => {
    setWish(next);
    say(await team.invite(next));
  };
  const connect = async () => { say(await team.connect()); };
  const remove = async (device: TeamDevice) => {
    if (!await confirm({ title: words().removeTitle(device.name), body: words().removeBody, confirm: words().removeConfirm, cancel: words().keep, danger: true })) return;
    say(await team.removeDevice(device.id), words().removed(device.name));
  };
  const rename = async (device: TeamDevice, name: string) => {
    say(await team.renameDevice(device.id, name));
    setRenaming(undefined);
  };
  const changeRole = async (device: TeamDevice, next: Role) => {
    say(await team.setRole(device.id, next), manageWords().roleChanged(device.name, words().roles[next]));
    setChanging(undefined);
  };
  const leave = async () => {
    if (!await confirm({ title: words().leaveTitle, body: words().leaveBody, confirm: words().leaveConfirm, cancel: words().keep, danger: true })) return;
    say(await team.leave(), words().left);
  };
  return (
    <>
      <header class={styles.head}>
        <div><h1>{words().title}</h1><p class={styles.muted}>{state.team?.name}. {words().lead(people().length, active())}</p></div>
        <div class={styles.actions}>
          <Button icon="copy" aria-expanded={props.isFilePanelUp} onPress={() => { props.onFilePanel(!props.isFilePanelUp); }}>{words().syncByFile}</Button>
          <Button icon="qr" aria-expanded={state.connect !== undefined} onPress={() => { void connect(); }}>{connectWords().connect}</Button>
          <Show when={mayManage()}><Button icon="plus" aria-expanded={state.invite !== undefined} onPress={() => { void invite({ ...wish(), isDirect: hasNoMeetingPoint() }); }}>{words().invite}</Button></Show>
        </div>
      </header>
      <div class={styles.columns} classList={{ [styles.withSide!]: hasSide() }}>
        {/* First in order, for it has just been asked for; beside the devices where there is room. */}
        <Show when={hasSide()}>
          <div class={cx(styles.stack, styles.beside)}>
            <Show when={state.invite}>{(open) => <InvitePanel invite={open()} wish={wish()} by={state.self?.role} onWish={(next) => { void invite(next); }} onClose={() => { void team.cancelInvite(); }} />}</Show>
            <Show when={state.connect}>{(open) => <ConnectPanel connect={open()} onAgain={() => { void connect(); }} />}</Show>
            <Show when={props.isFilePanelUp}><SyncFilePanel files={props.files} teamName={state.team?.name ?? ''} onClose={() => { props.onFilePanel(false); }} /></Show>
          </div>
        </Show>
        <div class={styles.stack}>
          <ProblemBanner />
          <Show when={state.onlyHere.count > 0}>
            <Banner tone="due" icon="tablet" title={words().onlyHere(format.number(state.onlyHere.count), state.onlyHere.count === 1)} body={state.onlyHere.since === undefined ? undefined : words().onlyHereBody(format.dayTime(state.onlyHere.since))} />
          </Show>
          <Card pad={false}>
            <ul class={styles.devices} aria-label={words().devices}>
              <For each={state.devices}>{(device) => (
                <DeviceRow device={device} customers={rows.size()} onlyHere={state.onlyHere.count} now={actor.now()} mayManage={manages(device)} mayChangeRole={rolesFor(device).length > 1} onRename={() => setRenaming(device)} onRole={() => setChanging(device)} onRemove={() => { void remove(device); }} />
              )}</For>
            </ul>
          </Card>
          <Card pad={false}>
            <ul class={styles.people} aria-label={words().people}>
              <For each={people()}>{(person) => <li class={styles.person}><Avatar name={person.name} shape="person" seed={person.name} /><span><b>{person.name}</b><span class={styles.small}>{words().roles[person.role]}</span></span></li>}</For>
            </ul>
          </Card>
          <PossiblyTwice />
          <MeetingPoints />
          <div><Button kind="danger" onPress={() => { void leave(); }}>{words().leave}</Button></div>
        </div>
      </div>
      <Show when={renaming()}>{(device) => (
        <RenameDialog name={device().name} onClose={() => setRenaming(undefined)} onRename={(name) => rename(device(), name)} />
      )}</Show>
      <Show when={changing()}>{(device) => <RoleDialog device={device()} roles={rolesFor(device())} onClose={() => setChanging(undefined)} onChoose={(next) => changeRole(device(), next)} />}</Show>
    </>
  );
}
