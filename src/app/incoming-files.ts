/** Files that come from outside: from the system's share sheet (kept by the service worker), from its file manager, or dropped anywhere. All end on the import page. */
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
    receive(files);
  });
  // beside the places made for it, a browser would leave the app to show a dropped file
  window.addEventListener('dragover', (event) => { if (isForUs(event)) event.preventDefault(); });
  window.addEventListener('drop', (event) => {
    if (!isForUs(event)) return;
    event.preventDefault();
    receive([...(event.dataTransfer?.files ?? [])]);
  });
}

/** Files that no other part of the page has taken. */
const isForUs = (event: DragEvent): boolean => !event.defaultPrevented && (event.dataTransfer?.types.includes('Files') ?? false);

function receive(files: readonly File[]): void {
  if (files.length === 0) return;
  opened = [...opened, ...files];
  location.hash = '#/import';
  setArrivals((n) => n + 1);
}

/** Hands out what has arrived since the last call. */
export async function takeIncomingFiles(): Promise<readonly File[]> {
  const files = opened;
  opened = [];
  return [...files, ...(await takeSharedFiles())];
}
