/**
 * The frame around every page: navigation, what the book has to say, undo and the command palette. Pages come in as
 * children, each behind its own ErrorBoundary, so that one broken page leaves the rest usable.
 */
import { ErrorBoundary, Suspense } from 'solid-js';
import type { JSX } from 'solid-js';
import { useLocation } from '@solidjs/router';
import { useTeamSetting } from '../state/settings';
import { Skeleton } from '../ui/Skeleton';
import { Banners } from './Banners';
import type { UpdateControls } from './Banners';
import { Commands } from './Commands';
import { CrashScreen } from './CrashScreen';
import { BottomBar, MainNav } from './MainNav';
import { Notices } from './Notices';
import { appWords } from './words';
import styles from './Shell.module.css';

export function Shell(props: { readonly update: UpdateControls; readonly children: JSX.Element }) {
  const words = appWords;
  const location = useLocation();
  const [bookName] = useTeamSetting('bookName');
  let page: HTMLElement | undefined;
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    page?.focus();
  };
  // The first part of the path: leaving a broken page for another place tries again.
  const place = () => location.pathname.split('/')[1] ?? '';
  return (
    <div class={styles.app}>
      <a href="#page" class={styles.skip} onClick={skip}>{words().skip}</a>
      <MainNav bookName={bookName()} />
      <BottomBar />
      <main class={styles.main}>
        <div class={styles.banners}><Banners update={props.update} /></div>
        <div class={styles.page} id="page" tabindex="-1" ref={(element) => { page = element; }}>
          <ErrorBoundary fallback={(error: unknown, reset) => <CrashScreen error={error} inPage place={place()} reset={reset} />}>
            <Suspense fallback={<Skeleton count={6} />}>{props.children}</Suspense>
          </ErrorBoundary>
        </div>
      </main>
      <Notices />
      <Commands />
    </div>
  );
}
