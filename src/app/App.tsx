/**
 * From a page load to a running app: install gate (Safari tabs) -> open the book -> is there one? -> shell or first run.
 * Nothing here creates a book.
 */
import { ErrorBoundary, Match, Show, Suspense, Switch, createSignal, lazy, onMount } from 'solid-js';
import type { StorageError } from '../replica/ports';
import { BookProvider } from '../state/book-context';
import { TeamSyncProvider } from '../state/team-sync';
import { Button } from '../ui/Button';
import { ToastHost, useToast } from '../ui/Toast';
import { ConfirmHost } from '../ui/confirm';
import { I18nProvider, useFormat } from '../ui/i18n';
import { storageReason } from './Banners';
import { BookScreens } from './BookScreens';
import { CrashScreen } from './CrashScreen';
import { openDependencies } from './dependencies';
import type { Dependencies } from './dependencies';
import { createInstallPrompt, isIosBrowserTab } from './pwa-install';
import { watchIncomingFiles } from './incoming-files';
import { createUpdatePrompt } from './pwa';
import { saveRescueFile } from './rescue';
import { preloadStartPage } from './routes';
import { Splash } from './Splash';
import { appWords } from './words';
import styles from './Shell.module.css';

const InstallGate = lazy(() => import('../features/first-run/InstallGate'));

const GATE_KEY = 'regulars.installGate';

type Opening = { readonly kind: 'opening' } | { readonly kind: 'failed'; readonly error: StorageError } | { readonly kind: 'open'; readonly dependencies: Dependencies };

export function App() {
  const words = appWords;
  const format = useFormat();
  const toast = useToast();
  const update = createUpdatePrompt();
  const install = createInstallPrompt();
  const [isGateUp, setIsGateUp] = createSignal(isIosBrowserTab() && sessionStorage.getItem(GATE_KEY) !== 'passed');
  const [opening, setOpening] = createSignal<Opening>({ kind: 'opening' });
  const opened = () => { const current = opening(); return current.kind === 'open' ? current.dependencies : undefined; };
  const failed = () => { const current = opening(); return current.kind === 'failed' ? current.error : undefined; };

  const open = async () => {
    setOpening({ kind: 'opening' });
    const result = await openDependencies();
    setOpening(result.ok ? { kind: 'open', dependencies: result.value } : { kind: 'failed', error: result.error });
  };
  onMount(() => {
    watchIncomingFiles((names) => { toast({ message: words().unreadableFiles(format.list(names)), tone: 'late' }); });
    void open();
    preloadStartPage();
  });
  const passGate = () => {
    sessionStorage.setItem(GATE_KEY, 'passed');
    setIsGateUp(false);
  };
  const rescue = () => { const current = opened(); return current && (() => { saveRescueFile(current.book, current.actor.now()); }); };

  return (
    <I18nProvider>
      <ErrorBoundary fallback={(error: unknown) => <CrashScreen error={error} onRescue={rescue()} />}>
        <Show when={!isGateUp()} fallback={<Suspense fallback={<Splash />}><InstallGate onContinue={passGate} /></Suspense>}>
          <Switch>
            <Match when={opened()}>{(dependencies) => (
              <BookProvider book={dependencies().book} actor={dependencies().actor}>
                <TeamSyncProvider team={dependencies().team} roleBefore={dependencies().roleBefore}>
                  <BookScreens identity={dependencies().identity} update={update} install={install} />
                </TeamSyncProvider>
              </BookProvider>
            )}</Match>
            <Match when={failed()}>{(error) => (
              <main class={styles.screen}>
                <header><h1>{words().cannotOpen}</h1><p class={styles.lead}>{storageReason(error())} {words().cannotOpenBody}</p></header>
                <div class={styles.actions}><Button kind="primary" icon="refresh" onPress={() => { void open(); }}>{words().tryAgain}</Button></div>
              </main>
            )}</Match>
          </Switch>
        </Show>
        <ToastHost />
        <ConfirmHost />
      </ErrorBoundary>
    </I18nProvider>
  );
}
