/** Hands a file to the browser's downloads. Needs no permission and works offline; the name is made safe for every file system. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu;
/** Some browsers read the blob only after the click has returned. */
const REVOKE_AFTER_MS = 60_000;

export function saveFile(name: string, content: BlobPart | Blob, type: string): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name.replace(UNSAFE, '-').slice(0, 120);
  anchor.rel = 'noopener';
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
