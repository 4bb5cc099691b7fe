/**
 * Files that come from outside: from the system's share sheet (kept by the service worker), from its file manager, or
 * dropped anywhere. Sync files go to the Team page, all others to the import.
 */
import { createSignal } from 'solid-js';
import { onLaunchFiles, takeSharedFiles } from './pwa';

let opened: File[] = [], sealed: File[] = [];
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

/** By name alone: mail programs and downloads append to it ("… (1).regulars-sync", "….regulars-sync.bin"). What it is shows when it is read. */
const isSyncFile = (file: File): boolean => /\.regulars-sync(?:\.[a-z]+)?$/i.test(file.name);

function receive(files: readonly File[]): void {
  if (files.length === 0) return;
  const others = divertSyncFiles(files);
  if (others.length === 0) return;
  opened = [...opened, ...others];
  location.hash = '#/import';
  setArrivals((n) => n + 1);
}

/** Sends sync files to the Team page, wherever they were chosen or dropped; hands back the others. */
export function divertSyncFiles(files: readonly File[]): readonly File[] {
  const found = files.filter(isSyncFile);
  if (found.length > 0) {
    sealed = [...sealed, ...found];
    location.hash = '#/team';
    setArrivals((n) => n + 1);
  }
  return files.filter((file) => !isSyncFile(file));
}

/** Hands out the sync files that have arrived since the last call. */
export function takeSyncFiles(): readonly File[] {
  const files = sealed;
  sealed = [];
  return files;
}

/** Hands out what has arrived since the last call. */
export async function takeIncomingFiles(): Promise<readonly File[]> {
  const files = opened;
  opened = [];
  return [...files, ...divertSyncFiles(await takeSharedFiles())];
}
