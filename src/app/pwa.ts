/**
 * The life of the app as an app: its service worker and new versions of it, and files that the system hands over.
 *
 * A new version waits beside the running one until the user agrees, in this window or in another. Nothing here reloads a
 * page by itself: somebody may be in the middle of a sentence.
 */
import { createSignal, onCleanup, type Accessor } from 'solid-js';
import { Workbox } from 'workbox-window';

export { takeSharedFiles } from './shared-files';

/** How far the app is from starting without a network; `unavailable`: no service worker here (private mode, plain http, development). */
export type OfflineState = 'preparing' | 'ready' | 'unavailable';

export interface UpdatePrompt {
  /** True when a newer version is ready, or has been taken over from another window. */
  readonly needsRefresh: Accessor<boolean>;
  readonly offlineState: Accessor<OfflineState>;
  /** Changes to the newer version by reloading this window. Call it only when the user asks for it. */
  refresh(): void;
}

/** Tablets keep an app open for weeks, and a browser looks for a new version only at a navigation. */
const millisecondsBetweenChecks = 60 * 60 * 1000;

/** Registers the service worker and watches for newer versions, until the owner is disposed. Call it once, in the shell. */
export function createUpdatePrompt(): UpdatePrompt {
  const [needsRefresh, setNeedsRefresh] = createSignal(false);
  const [offlineState, setOfflineState] = createSignal<OfflineState>('preparing');

  // a page of the app that is gone from the server and from the precache: this window is older than both
  const handlePreloadError = () => { setNeedsRefresh(true); };
  window.addEventListener('vite:preloadError', handlePreloadError);
  onCleanup(() => { window.removeEventListener('vite:preloadError', handlePreloadError); });

  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    setOfflineState('unavailable');
    return { needsRefresh, offlineState, refresh: () => { location.reload(); } };
  }

  const worker = new Workbox('./service-worker.js');
  let isAsked = false;
  let isWaiting = false;
  worker.addEventListener('waiting', () => {
    isWaiting = true;
    setNeedsRefresh(true);
  });
  worker.addEventListener('controlling', (event) => {
    if (isAsked) location.reload();
    // another window has changed to the newer version, and took this one's worker with it
    else if (event.isUpdate === true || event.isExternal === true) {
      isWaiting = false;
      setNeedsRefresh(true);
    }
  });
  navigator.serviceWorker.ready.then(() => { setOfflineState('ready'); }, () => { setOfflineState('unavailable'); });
  worker.register().catch(() => { setOfflineState('unavailable'); });

  let lastCheck = Date.now();
  const checkForUpdate = () => {
    if (document.visibilityState !== 'visible' || Date.now() - lastCheck < millisecondsBetweenChecks) return;
    lastCheck = Date.now();
    // offline is the usual reason to fail, and the next look comes by itself
    worker.update().catch(() => { lastCheck = 0; });
  };
  document.addEventListener('visibilitychange', checkForUpdate);
  onCleanup(() => { document.removeEventListener('visibilitychange', checkForUpdate); });

  return {
    needsRefresh,
    offlineState,
    refresh() {
      isAsked = true;
      if (isWaiting) worker.messageSW({ type: 'skip-waiting' }).catch(() => { location.reload(); });
      else location.reload();
    },
  };
}

/** The part of the Launch Handler API (WICG) that is used here; TypeScript's library lacks it. */
interface LaunchQueue {
  setConsumer(consumer: (parameters: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

/**
 * Calls back when files are opened with the installed app in the system's file manager. Only one callback is kept, the last.
 * @param receive the files, and the names of those that could not be read (moved, or without permission)
 */
export function onLaunchFiles(receive: (files: readonly File[], unreadable: readonly string[]) => void): void {
  const { launchQueue } = window as Window & { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer((parameters) => {
    const handles = parameters.files ?? [];
    if (handles.length > 0) void readFiles(handles).then(({ files, unreadable }) => { receive(files, unreadable); });
  });
}

async function readFiles(handles: readonly FileSystemFileHandle[]): Promise<{ files: File[]; unreadable: string[] }> {
  const results = await Promise.allSettled(handles.map((handle) => handle.getFile()));
  return {
    files: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    unreadable: results.flatMap((result, index) => (result.status === 'rejected' ? [handles[index]?.name ?? ''] : [])),
  };
}
