/** Files that come from outside: from the system's share sheet (kept by the service worker) and from its file manager. Both end on the import page. */
import { createSignal } from 'solid-js';
import { onLaunchFiles, takeSharedFiles } from './pwa';

let opened: File[] = [];
const [arrivals, setArrivals] = createSignal(0);
/** Counts up with every file that arrives while the app is open. */
export { arrivals };

/** Call once at the start of the app. `onUnreadable` is told the names of files that are gone or not permitted. */
export function watchIncomingFiles(onUnreadable: (names: readonly string[]) => void): void {
  onLaunchFiles((files, unreadable) => {
    if (unreadable.length > 0) onUnreadable(unreadable);
    if (files.length === 0) return;
    opened = [...opened, ...files];
    location.hash = '#/import';
    setArrivals((n) => n + 1);
  });
}

/** Hands out what has arrived since the last call. */
export async function takeIncomingFiles(): Promise<readonly File[]> {
  const files = opened;
  opened = [];
  return [...files, ...(await takeSharedFiles())];
}
