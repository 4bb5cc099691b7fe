/**
 * The slot in which files from the system's share sheet wait between the service worker, which receives them, and the page,
 * which imports them. Both run in different contexts and may miss each other, so the files are kept until they are taken.
 */
const slot = 'shared-files';
const nameHeader = 'X-File-Name';

/** Keeps files until `takeSharedFiles`; rejects when the disk is full. */
export async function storeSharedFiles(files: readonly File[]): Promise<void> {
  const cache = await caches.open(slot);
  await Promise.all(files.map((file) => cache.put(
    `shared-file/${crypto.randomUUID()}`,
    new Response(file, { headers: { 'Content-Type': file.type, [nameHeader]: encodeURIComponent(file.name) } }),
  )));
}

/** Hands out the files that were shared to the app, and empties the slot; an empty list when there are none. */
export async function takeSharedFiles(): Promise<File[]> {
  // absent outside secure contexts (plain http on a local network), where no service worker can have kept anything
  if (!('caches' in globalThis)) return [];
  const cache = await openSlot();
  if (!cache) return [];
  const files = await Promise.all((await cache.keys()).map(async (key) => {
    const response = await cache.match(key);
    if (!response) return [];
    const name = decodeURIComponent(response.headers.get(nameHeader) ?? 'shared file');
    return [new File([await response.blob()], name, { type: response.headers.get('Content-Type') ?? '' })];
  }));
  await caches.delete(slot);
  return files.flat();
}

/** Undefined where the browser forbids the page to keep anything: nothing can have been kept for it. */
async function openSlot(): Promise<Cache | undefined> {
  try {
    return await caches.open(slot);
  } catch (failure) {
    if (failure instanceof DOMException) return undefined;
    throw failure;
  }
}
