/** With the book open: first run, a lost book, or the app itself. Also keeps the canary, the author's name and persistence up. */
import { Match, Switch, createEffect, createMemo, createSignal, lazy, on, onCleanup, onMount } from 'solid-js';
import { useActor, useBook, useBookStatus, useRows, useTeam } from '../state/book-context';
import { forgetRemoval, noteRemoval, presenceOf, readCanary, readRemoval, writeCanary } from '../state/book-canary';
import type { Presence } from '../state/book-canary';
import { useLocalSetting } from '../state/settings';
import { readTeamSetting } from '../state/team-settings';
import { useMay } from '../state/may';
import { useTeamSync } from '../state/team-sync';
import type { UpdateControls } from './Banners';
import type { Identity } from './dependencies';
import type { InstallPrompt } from './pwa-install';
import { isIosBrowserTab } from './pwa-install';
import { Routes } from './routes';
import { sweepTrash } from './trash-sweep';
import { finishSampleRemovals } from './sample-removal';
import { Splash } from './Splash';

const FirstRunPage = lazy(() => import('../features/first-run/FirstRunPage'));
const JoinTeam = lazy(async () => ({ default: (await import('../features/team/JoinTeam')).JoinTeam }));
const LostBookPage = lazy(() => import('../features/first-run/LostBookPage'));

const CANARY_PAUSE_MS = 2_000;

export interface BookScreensProps { readonly identity: Identity; readonly update: UpdateControls; readonly install: InstallPrompt }

export function BookScreens(props: BookScreensProps) {
  const book = useBook();
  const actor = useActor();
  const team = useTeam();
  const rows = useRows();
  const { status, requestPersistence } = useBookStatus();
  const [personName] = useLocalSetting('personName');
  const [deviceName] = useLocalSetting('deviceName');
  // eslint-disable-next-line solid/reactivity -- one plain record for as long as the book is open
  const { identity } = props;
  const [canary, setCanary] = createSignal(readCanary());
  const [removedFrom, setRemovedFrom] = createSignal(readRemoval());
  // Opened by its address, on a device that may have no book yet.
  const [inviteLink, setInviteLink] = createSignal(location.hash.startsWith('#/team/join/') ? location.href : undefined);
  const createdAt = () => readTeamSetting(team.get('settings', 'bookCreatedAt'), 'bookCreatedAt');
  const bookName = () => readTeamSetting(team.get('settings', 'bookName'), 'bookName');
  const [isReady, setIsReady] = createSignal(false);
  const { state } = useTeamSync();
  const may = useMay();

  type Seen = Presence | { readonly kind: 'unknown' };
  const presence = createMemo<Seen>((before) => {
    const found = look();
    // A book that makes room for the team's is not lost: the one follows on the other.
    return found.kind === 'lost' && before.kind === 'book' && (state.join?.kind === 'compare' || state.join?.kind === 'receiving') ? before : found;
  }, { kind: 'unknown' } as Seen);
  function look(): Seen {
    // A record in the team document is there at once; whether the book is empty is known only when all has been read.
    if (createdAt() !== '') return { kind: 'book' };
    if (!isReady()) return { kind: 'unknown' };
    rows.size();
    // An empty table that could not be read is not an empty book.
    if (status().kind === 'failed') return { kind: 'book' };
    return presenceOf(book, canary());
  }
  const lost = () => { const current = presence(); return current.kind === 'lost' ? current.canary : undefined; };

  onMount(() => {
    void book.whenReady().then(() => {
      setIsReady(true);
    });
  });
  // What goes for good waits until it is known that the role of this device may do so.
  const maySweep = createMemo((was: boolean) => was || (isReady() && may('erase')), false);
  createEffect(on(maySweep, (isAllowed) => {
    if (!isAllowed || status().kind !== 'ready') return;
    void finishSampleRemovals(book, actor.now());
    void sweepTrash(book, actor.now());
  }));
  // A page that goes out of sight may never come back: what it holds is written now.
  const flush = () => {
    book.leave();
    void book.flush();
  };
  // Leaving begins here: there is a moment left to store in, and a question where storing has failed.
  const handleLeaving = (event: BeforeUnloadEvent) => {
    flush();
    if (book.saveState().kind === 'failed') event.preventDefault();
  };
  const flushWhenHidden = () => { if (document.visibilityState === 'hidden') flush(); };
  onMount(() => {
    window.addEventListener('beforeunload', handleLeaving);
    window.addEventListener('pagehide', flush);
    window.addEventListener('visibilitychange', flushWhenHidden);
    onCleanup(() => {
      window.removeEventListener('beforeunload', handleLeaving);
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('visibilitychange', flushWhenHidden);
    });
  });
  createEffect(() => {
    if (personName()) identity.personName = personName();
    if (deviceName()) identity.deviceName = deviceName();
  });
  createEffect(on([createdAt, bookName, rows.size, isReady], ([created, name, customers, ready]) => {
    if (!ready || status().kind !== 'ready' || (created === '' && customers === 0)) return;
    const timer = setTimeout(() => {
      writeCanary({ name, createdAt: created, customers });
      forgetRemoval();
    }, CANARY_PAUSE_MS);
    onCleanup(() => { clearTimeout(timer); });
  }));
  // The book comes into being while it arrives: whoever joins then sees how far it is.
  createEffect(on(() => state.join?.kind === 'receiving' && presence().kind !== 'book', (isArriving) => { if (isArriving) location.hash = '#/team'; }));
  // Wiped for a reason, which whoever holds it learns now and at the next start. Not while a disk that fails keeps something of it.
  createEffect(on(() => state.summary.kind === 'problem' && state.summary.detail === 'removed' && createdAt() === '' && rows.size() === 0, (isWiped) => {
    if (!isWiped) return;
    // Written since the start, where the book came to this window only then. It may become known twice, and the name is known once.
    const name = readCanary()?.name ?? removedFrom() ?? '';
    noteRemoval(name);
    setRemovedFrom(name);
    setInviteLink(undefined);
    setCanary(undefined);
  }));
  // Asked once there is something to lose; browsers that ask the user then have a reason to show.
  createEffect(on(() => isReady() && rows.size() > 0, (hasData) => { if (hasData) void requestPersistence(); }));

  const handleStarted = (next: 'customers' | 'import') => { location.hash = `#/${next}`; };
  const install = {
    isInstalled: () => props.install.isInstalled(), isAppleTab: isIosBrowserTab(), canPrompt: () => props.install.canInstall(), prompt: () => { void props.install.promptInstall(); },
  };
  const joinForm = (isByKit: boolean) => <JoinTeam link={inviteLink()} isByKit={isByKit} onDone={() => { handleStarted('customers'); }} />;
  return (
    <Switch fallback={<Splash />}>
      <Match when={presence().kind === 'book'}><Routes update={props.update} /></Match>
      <Match when={presence().kind === 'first-run'}><FirstRunPage onStarted={handleStarted} now={() => actor.now()} install={install} isJoining={inviteLink() !== undefined} removedFrom={removedFrom()} joinForm={joinForm(false)} /></Match>
      <Match when={lost()}>{(was) => <LostBookPage canary={was()} onStarted={handleStarted} onReload={() => { location.reload(); }} now={() => actor.now()} joinForm={joinForm} />}</Match>
    </Switch>
  );
}
